// SPDX-License-Identifier: AGPL-3.0-or-later
// What the screens after the first answer have in common. They hang on the receipt in the address, so nothing is cached.
import { noAnswer, type AnswerInput, type DocumentItem, type Language } from '@ascolto/questionnaire'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Html } from '../../base/html/index.ts'
import type { Correction, Receipt } from '../intake/index.ts'
import { nameOf, type Found } from '../subject.ts'
import type { Answered } from './door.ts'
import { problemTexts } from './fields.ts'
import { sendNotice } from './notice.ts'
import { page } from './views/page.ts'
import { words } from './words.ts'

/** A genuine receipt of this service. */
export interface HeldStep {
  found: Found
  language: Language
  receipt: Receipt
  /** Whether the page says that nothing counts here. */
  trial: boolean
  request: FastifyRequest
  reply: FastifyReply
}

/** A receipt still good for corrections, with the answer it stands for. */
export interface LaterStep extends HeldStep {
  answered: Answered
}

/** What is shown beside the questions: what was given, and what is wrong with it. */
export interface Shown {
  given: AnswerInput
  problems?: ReadonlyMap<string, string>
  message?: string
}

export function addresses({ found, language, receipt }: HeldStep) {
  const second = `/v/${found.touchpoint.code}/${language}/r/${receipt.token}`
  return { second, first: `${second}/prima`, thanks: `${second}/grazie` }
}

export interface Sent {
  status: number
  title: string
  main: Html
  /** Which of the addresses this page has. */
  at: keyof ReturnType<typeof addresses>
}

export function send(step: HeldStep, { status, title, main, at }: Sent): FastifyReply {
  const { found, language, trial, reply } = step
  const inLanguage = (language: Language): string => addresses({ ...step, language })[at]
  return reply
    .status(status)
    .headers({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' })
    .page(page({ language, nonce: reply.nonce, title, subject: nameOf(found), trial, inLanguage, main }), {
      frameAncestors: found.touchpoint.origins,
    })
}

/** Items that were asked and not answered are taken back: what is no longer ticked is no longer said. */
export function withoutAnswer(items: readonly DocumentItem[], input: AnswerInput): AnswerInput {
  return { ...Object.fromEntries(items.map(({ id }) => [id, noAnswer])), ...input }
}

/** Says why a correction was not taken; `again` shows the questions with what was written. */
export function refuse(
  { found, language, reply }: LaterStep,
  outcome: Exclude<Correction, { kind: 'corrected' }>,
  items: readonly DocumentItem[],
  again: (status: number, shown: Omit<Shown, 'given'>) => FastifyReply,
): FastifyReply {
  if (outcome.kind === 'expired') return sendNotice(reply, 'expired', language, found)
  if (outcome.kind === 'unknown') return sendNotice(reply, 'lost', language, found)
  if (outcome.kind === 'invalid') return again(422, { problems: problemTexts(language, items, outcome.problems) })
  reply.header('retry-after', String(outcome.retryAfter))
  return again(503, { message: words[language].problemBusy })
}
