// SPDX-License-Identifier: AGPL-3.0-or-later
// The country at a glance, from the published figures of its services and from nothing else.
import { method, type Quality } from '@ascolto/statistics'
import type { Sql, Transaction } from '../../base/database/index.ts'
import type { Day } from '../../base/day.ts'
import type { NationFigures } from '../figures.ts'
import { sumServices } from './sum-services.ts'
import { meansOfServices } from './mean-of-services.ts'

interface Totals {
  services: number
  publishedServices: number
  bodies: number
  answers: number
  demo: boolean
  from: Day | null
  to: Day | null
}

export async function measureNation(db: Sql | Transaction): Promise<NationFigures> {
  const [totals] = await db<Totals[]>`
    select count(*) as services, count(value) as "publishedServices", count(distinct body_id) as bodies,
           coalesce(sum(coalesce(invited_n, 0) + coalesce(spontaneous_n, 0)), 0)::bigint as answers,
           coalesce(bool_or(demo), false) as demo, min(period_from) filter (where value is not null) as from,
           max(period_to) filter (where value is not null) as to
    from publish.service_figures where edition_id = 1`
  const { from, to, answers, ...rest } = totals!
  return {
    ...rest,
    answers: answers >= method.bareCountNotShownBelow ? answers : null,
    period: from !== null && to !== null ? { from, to } : null,
    means: meansOfServices(await sumServices(db), { kind: 'nation', id: 'IT' }),
    histogram: await countByTenth(db),
    quality: await countByQuality(db),
  }
}

async function countByTenth(db: Sql | Transaction): Promise<number[]> {
  const rows = await db<{ tenth: number; services: number }[]>`
    select least(floor(value / 10)::int, 9) as tenth, count(*) as services
    from publish.service_figures where edition_id = 1 and value is not null group by 1`
  const histogram = Array<number>(10).fill(0)
  for (const { tenth, services } of rows) histogram[tenth] = services
  return histogram
}

async function countByQuality(db: Sql | Transaction): Promise<Record<Quality, number>> {
  const rows = await db<{ quality: Quality; services: number }[]>`
    select quality, count(*) as services from publish.service_figures where edition_id = 1 group by 1`
  const found = Object.fromEntries(rows.map(({ quality, services }) => [quality, services]))
  return { A: 0, B: 0, C: 0, indicativo: 0, 'non pubblicabile': 0, ...found }
}
