// SPDX-License-Identifier: AGPL-3.0-or-later
// What was answered to the questions a body asks besides the model's: counts, by stream, of the last twelve months. They enter no
// estimate. A question goes by its name wherever it stood, because its name is what it asks (decision 023).
import { itemCounts, type DocumentItem } from '@ascolto/questionnaire'
import { method, type Stream } from '@ascolto/statistics'
import type { Context } from '../../base/context.ts'
import { monthOf } from '../../base/day.ts'
import type { CubeRow } from '../queries/read-cube.ts'
import type { MeasuredService } from './figures.ts'
import { versionsIn } from './lines.ts'
import { readMaterial } from './measure-service.ts'

/** Answers of one stream to an own question. */
export interface OwnQuestion {
  readonly item: DocumentItem
  readonly stream: Stream
  /** People who answered it; null below the threshold, and then nothing more is said. */
  readonly n: number | null
  /** By code, in the order of the scale on the screen; of a multiple choice they add up to more than `n`. */
  readonly counts: readonly number[]
}

const streams: readonly Stream[] = ['invited', 'spontaneous']

/** Questions in the order they were first asked. */
export async function measureOwnQuestions(context: Context, service: MeasuredService): Promise<OwnQuestion[]> {
  const material = await readMaterial(context, service)
  if (material === undefined) return []
  const rows = material.months.filter(({ date }) => date >= monthOf(material.period.from))
  const versions = versionsIn(rows, material.versions)
  const items = new Map(versions.flatMap(({ document }) => ownItems(document.items)).map((item) => [item.id, item]))
  return [...items.values()].flatMap((item) =>
    streams.flatMap((stream) => {
      const asked = rows.filter(
        (row) => row.stream === stream && asks(material.versions.get(row.versionId)?.document.items, item.id),
      )
      return asked.length === 0 ? [] : [{ item, stream, ...countAll(item, asked, material.versions) }]
    }),
  )
}

const ownItems = (items: readonly DocumentItem[]): DocumentItem[] => items.filter(({ role }) => role === 'local')

const asks = (items: readonly DocumentItem[] = [], id: string): boolean => items.some((item) => item.id === id)

function countAll(
  { id, scale }: DocumentItem,
  rows: readonly CubeRow[],
  versions: Parameters<typeof versionsIn>[1],
): Pick<OwnQuestion, 'n' | 'counts'> {
  const read = rows.map(({ versionId, counts }) => itemCounts(versions.get(versionId)!.layout, counts, id))
  const n = read.reduce((sum, { answered }) => sum + answered, 0)
  if (n < method.notShownBelow) return { n: null, counts: [] }
  const ascending = scale.codes.map(({ code }) => code).toSorted((a, b) => a - b)
  const of = (code: number): number => read.reduce((sum, { byCode }) => sum + (byCode[ascending.indexOf(code)] ?? 0), 0)
  return { n, counts: scale.codes.map(({ code }) => of(code)) }
}
