// SPDX-License-Identifier: AGPL-3.0-or-later
// The one judge of durability, for the platform and for the mutants that must be caught: what was acknowledged is there,
// each answer once.
import type { Sql } from '../../../platform/src/base/database/index.ts'

export interface Findings {
  /** Acknowledged and gone. */
  readonly lost: readonly string[]
  /** There more than once. */
  readonly doubled: readonly string[]
  readonly stored: number
}

/** @param acknowledged texts of the acknowledged answers, all different. */
export async function examine(db: Sql, serviceId: number, acknowledged: readonly string[]): Promise<Findings> {
  const rows = await db<{ suggestion: string; times: number }[]>`
    select suggestion, count(*)::int as times from collect.answer where service_id = ${serviceId} group by suggestion`
  const times = new Map(rows.map((row) => [row.suggestion, row.times]))
  return {
    lost: acknowledged.filter((text) => !times.has(text)),
    doubled: rows.filter((row) => row.times > 1).map((row) => row.suggestion),
    stored: rows.reduce((sum, row) => sum + row.times, 0),
  }
}
