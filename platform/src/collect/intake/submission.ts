// SPDX-License-Identifier: AGPL-3.0-or-later
// What comes to the door and what it says back. Every ending is a value: a person's answer never ends in an exception.
import type { InstrumentDocument, Language, Problem } from '@ascolto/questionnaire'
import type { Day } from '../../base/day.ts'
import type { Receipt } from './receipt.ts'

export const streams = ['invited', 'spontaneous'] as const
export const channels = ['web', 'app', 'sportello', 'telefono', 'email', 'qr', 'import'] as const
export const devices = ['phone', 'tablet', 'desktop', 'unknown'] as const
/** What stands behind an answer: anybody who has the address, or who was given a one-time code. */
export const assurances = ['open', 'code'] as const
export const userKinds = ['cittadino', 'impresa', 'intermediario', 'unknown'] as const
/** Why an answer is kept apart: a trap was filled, nobody reads that fast, too many from one place, no proof while many came, two people decided so. */
export const heldReasons = ['honeypot', 'haste', 'rate', 'load', 'review'] as const
export type HeldReason = (typeof heldReasons)[number]
export type Stream = (typeof streams)[number]
export type Channel = (typeof channels)[number]
export type Device = (typeof devices)[number]
export type Assurance = (typeof assurances)[number]
export type UserKind = (typeof userKinds)[number]

/** Where an answer was given; a touchpoint of `bodies` is one. */
export interface Place {
  readonly id: number
  readonly serviceId: number
  readonly code: string
}

export interface Submission {
  touchpoint: Place
  versionId: number
  document: InstrumentDocument
  /** Today in Italy when absent. */
  day?: Day
  /** Names this answer at its touchpoint: sent again, it is the same answer. Never stored. */
  key: string
  language: Language
  device: Device
  stream: Stream
  channel: Channel
  userKind: UserKind
  /** `catalogue.source`; 0, our own intake, when absent. */
  sourceId?: number
  /** Kept apart: stored, never counted. */
  test?: boolean
  /** What the gate suspects: stored with this reason, not counted until two people say so. */
  held?: HeldReason | undefined
  /** Hash of the one-time code it spends (collect/codes), hexadecimal: who brings one was invited. */
  spends?: string | undefined
  /** Not yet validated. */
  input: unknown
}

/**
 * - accepted: stored durably, counted once;
 * - repeated: this key came before with the same content; the receipt is the one given then;
 * - conflict: this key came before with other content; nothing was changed. The receipt is for who may correct it;
 * - spent: its one-time code went with another answer, or is over; nothing was stored;
 * - revoked: its one-time code is not good any more; nothing was stored;
 * - invalid: what is wrong with each item;
 * - busy, unavailable: nothing was stored; the same key may be sent again after so many seconds.
 */
export type Outcome =
  | { kind: 'accepted' | 'repeated' | 'conflict'; receipt: Receipt }
  | { kind: 'spent' }
  | { kind: 'revoked' }
  | { kind: 'invalid'; problems: Problem[] }
  | { kind: 'busy' | 'unavailable'; retryAfter: number }

/** expired: the hour is over; unknown: the receipt was not made here, or its answer is gone. */
export type Correction =
  | { kind: 'corrected'; receipt: Receipt }
  | { kind: 'expired' }
  | { kind: 'unknown' }
  | { kind: 'invalid'; problems: Problem[] }
  | { kind: 'unavailable'; retryAfter: number }

/** Where an answer stands, which its receipt tells. */
export interface AnswerPlace {
  readonly serviceId: number
  readonly day: Day
  /** A uuid as 32 hexadecimal digits. */
  readonly id: string
}
