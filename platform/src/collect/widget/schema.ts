// SPDX-License-Identifier: AGPL-3.0-or-later
// What the widget reads and sends. The bundle in widget/ states the same shape for itself, under its own licence; a test
// holds the two together.
import { languages, type AnswerInput } from '@ascolto/questionnaire'
import { Type, type Static } from 'typebox'
import { transactionOutcomes } from '../outcome.ts'

const closed = { additionalProperties: false }
const count = Type.Optional(Type.Integer({ minimum: 0, maximum: 1 }))
/** How the transaction ended, where the page says so. */
const outcome = Type.Optional(Type.Enum(transactionOutcomes))

/** What happened in one page since it last told. Each can happen once in a page, so none is more than one. */
export const TallySchema = Type.Object({ eligible: count, offered: count, opened: count, outcome }, closed)
export type Tally = Static<typeof TallySchema>

export const SentSchema = Type.Object(
  {
    /** Random; made by the page, kept in its memory alone. */
    key: Type.String({ minLength: 16, maxLength: 100 }),
    /** Hash of the questionnaire that was asked. */
    version: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    language: Type.Enum(languages),
    /** All that has been said so far: what is missing is taken back. */
    answers: Type.Object({}, { additionalProperties: true }),
    receipt: Type.Optional(Type.String({ maxLength: 100 })),
    outcome,
  },
  closed,
)
/** The answers themselves are judged by the questionnaire, at the door. */
export type Sent = Omit<Static<typeof SentSchema>, 'answers'> & { answers: AnswerInput }

/** A code and its words. */
export type Option = readonly [code: number, label: string]

export interface Asked {
  readonly id: string
  readonly text: string
  readonly options: readonly Option[]
}

export interface Branch extends Asked {
  /** Stars after which it is asked. */
  readonly after: readonly number[]
  readonly positive: boolean
}

/** A touchpoint's question in one language, as the widget draws it. */
export interface Configuration {
  readonly version: string
  readonly language: string
  readonly invited: boolean
  readonly oneIn: number
  readonly demo: boolean
  readonly question: Asked
  readonly branches: readonly Branch[]
  readonly outcome: Asked | null
  readonly detail: { readonly id: string; readonly text: string; readonly hint: string; readonly limit: number } | null
  /** Whether the questionnaire goes on after what the widget asks. */
  readonly more: boolean
  readonly words: Readonly<Record<string, string>>
}
