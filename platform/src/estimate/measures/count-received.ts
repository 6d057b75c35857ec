// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether anything arrives, for the body that has just put its question somewhere. A bare count without any opinion; it is
// not public, the observatory has its own thresholds.
import type { Context } from '../../base/context.ts'
import type { Day } from '../../base/day.ts'
import { ask } from '../queries/ask.ts'

export interface Received {
  readonly serviceId: number
  readonly answers: number
  readonly lastDay: Day | null
}

/** @returns by service; one that nobody answered is absent. */
export async function countReceived(context: Context, serviceIds: readonly number[]): Promise<Map<number, Received>> {
  if (serviceIds.length === 0) return new Map()
  const rows = await ask<Received>(context, 'received', [[...serviceIds]])
  return new Map(rows.map((row) => [row.serviceId, row]))
}
