// SPDX-License-Identifier: AGPL-3.0-or-later
// Time as a dimension: months add up to quarters, quarters to years. A quarter of which only some months are there is the sum
// of those; a running quarter minus its published months gives the rest away like any other total.
import { refusal, type Refusal } from './refusal.ts'
import type { Dimension, Split } from './cube.ts'

/**
 * @param months as YYYY-MM. @param total a code for all of them together, when that is published too.
 * @example timeDimension(['2026-01', '2026-02']).splits[1] // { total: '2026-Q1', parts: ['2026-01', '2026-02'] }
 */
export function timeDimension(months: readonly string[], total?: string): Dimension | Refusal {
  const broken = months.find((month) => !/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
  if (broken !== undefined) return refusal('invalid code', broken)
  const sorted = [...new Set(months)].toSorted()
  const quarters = group(sorted, (month) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`)
  const years = group(
    quarters.map(({ total }) => total),
    (quarter) => quarter.slice(0, 4),
  )
  const all = total === undefined || years.length === 0 ? [] : [{ total, parts: years.map(({ total }) => total) }]
  return { name: 'time', splits: [...all, ...years, ...quarters] }
}

function group(codes: readonly string[], totalOf: (code: string) => string): Split[] {
  return [...Map.groupBy(codes, totalOf)].map(([total, parts]) => ({ total, parts }))
}
