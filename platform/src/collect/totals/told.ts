// SPDX-License-Identifier: AGPL-3.0-or-later
// What a body tells of a month or a day. A cell is where it belongs; it is set as a whole, so that the last telling holds.
import type { Day } from '../../base/day.ts'
import type { TransactionOutcome } from '../outcome.ts'

export const toldCounts = ['eligible', 'offered', 'opened'] as const
export type ToldCount = (typeof toldCounts)[number]

/** null: not told. All null: nothing is told any more. */
export type Counts = Readonly<Record<ToldCount, number | null>>

export interface Cell {
  readonly serviceId: number
  /** 0: the service as a whole. */
  readonly touchpointId: number
  readonly grain: 'month' | 'day'
  /** The day, or the first of the month. */
  readonly from: Day
  /** 'unknown', here as in the rest: not told apart. */
  readonly channel: string
  readonly device: string
  readonly userKind: string
  readonly outcome: TransactionOutcome
}

export interface Told extends Cell {
  readonly counts: Counts
  /** As people know them, for the log. */
  readonly service: string
  readonly touchpoint: string | null
}

export const cellParts = [
  'serviceId',
  'touchpointId',
  'grain',
  'from',
  'channel',
  'device',
  'userKind',
  'outcome',
] as const

export function keyOfCell(cell: Cell): string {
  return cellParts.map((part) => cell[part]).join(' ')
}

export function isNothing(counts: Counts): boolean {
  return toldCounts.every((name) => counts[name] === null)
}

export function isSame(one: Counts | null, other: Counts | null): boolean {
  return toldCounts.every((name) => (one?.[name] ?? null) === (other?.[name] ?? null))
}

/** More were shown the question than could be, or more opened it than saw it: kept, and said wherever it is shown. */
export function isContradictory({ eligible, offered, opened }: Counts): boolean {
  const exceeds = (part: number | null, whole: number | null): boolean =>
    part !== null && whole !== null && part > whole
  return exceeds(offered, eligible) || exceeds(opened, offered) || exceeds(opened, eligible)
}
