// SPDX-License-Identifier: AGPL-3.0-or-later
// The headline of a service as it is published, and as it would be with the answers that are kept apart: by the same measures, from
// more counts. Where those answers are too few the difference of the two would tell how they answered, and there is only one.
import { tally } from '@ascolto/questionnaire'
import { method, type Estimate } from '@ascolto/statistics'
import type { Context } from '../../base/context.ts'
import { monthOf, type Day } from '../../base/day.ts'
import { ask } from '../queries/ask.ts'
import type { CubeRow } from '../queries/read-cube.ts'
import type { MeasuredService } from './figures.ts'
import { knownVersions } from './known-versions.ts'
import { measureOwn, readMaterial } from './measure-service.ts'

export interface HeldFigures {
  readonly without: Estimate | null
  /** null when fewer than ten of those kept apart would enter it. */
  readonly with: Estimate | null
}

interface HeldCount {
  readonly date: Day
  readonly versionId: number
  readonly stream: string
  readonly code: number
  readonly n: number
}

export async function measureHeld(context: Context, service: MeasuredService): Promise<HeldFigures> {
  const counted = await readMaterial(context, service)
  const without = counted === undefined ? null : measureOwn(counted).headline
  const held = await heldRows(context, service.id)
  const material = held.length === 0 ? undefined : await readMaterial(context, service, held)
  const all = material && measureOwn(material).headline
  if (!material || !all) return { without, with: null }
  const entering = held
    .filter(({ date, stream }) => stream === all.stream && date >= monthOf(material.period.from))
    .reduce((sum, { n }) => sum + n, 0)
  return { without, with: entering < method.notShownBelow ? null : all }
}

/** As rows of the cube, in which the first question alone was answered; who left it open enters no estimate of it. */
async function heldRows(context: Context, serviceId: number): Promise<CubeRow[]> {
  const groups = await ask<HeldCount>(context, 'held', [serviceId])
  const versions = await knownVersions(context, groups)
  return groups.flatMap(({ date, versionId, stream, code, n }) => {
    const layout = versions.get(versionId)?.layout
    if (layout === undefined || code < 0) return []
    const unit = Array<number>(layout.length).fill(0)
    tally(layout, unit, layout.items.map(() => -1).with(0, code), 1)
    const place = { stream, channel: '', device: '', userKind: '', sourceId: 0 }
    return [{ date, versionId, ...place, n, counts: unit.map((count) => count * n) }]
  })
}
