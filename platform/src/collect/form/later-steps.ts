// SPDX-License-Identifier: AGPL-3.0-or-later
// What comes after the first answer, for the hour its receipt is good for: the optional questions, the first one again to
// correct it, and the thanks. Everything here hangs on the receipt in the address, so nothing of it is cached.
import { noAnswer, parseForm, type AnswerInput, type DocumentItem, type Language } from '@ascolto/questionnaire'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Html } from '../../base/html/index.ts'
import type { Correction, Receipt } from '../intake/index.ts'
import { deviceOf } from './device.ts'
import type { Answered, Door } from './door.ts'
import { hasForeignField, problemTexts, readFields, type Fields } from './fields.ts'
import { firstItems } from './first-step.ts'
import { sendNotice } from './notice.ts'
import { nameOf, type Found, type Version } from '../subject.ts'
import { firstPage } from './views/first-page.ts'
import { page } from './views/page.ts'
import { secondPage } from './views/second-page.ts'
import { thanksPage } from './views/thanks-page.ts'
import { words } from './words.ts'

export interface LaterStep {
  found: Found
  language: Language
  receipt: Receipt
  answered: Answered
  request: FastifyRequest
  reply: FastifyReply
}

interface Shown {
  given: AnswerInput
  problems?: ReadonlyMap<string, string>
  message?: string
}

export function showSecondStep(_door: Door, step: LaterStep): FastifyReply {
  return sendSecond(step, 200, { given: step.answered.given })
}

function sendSecond(step: LaterStep, status: number, shown: Shown): FastifyReply {
  const { language, answered } = step
  const at = addresses(step)
  const asked = { language, given: shown.given, problems: shown.problems ?? new Map<string, string>() }
  const message = shown.message === undefined ? {} : { message: shown.message }
  const items = laterItems(answered.version.document).filter((item) => isAsked(item, answered.given))
  const main = secondPage({ action: at.second, back: at.first, skip: at.thanks, items, ...asked, ...message })
  return send(step, status, words[language].moreTitle, main, '')
}

export async function takeSecondStep(door: Door, step: LaterStep): Promise<FastifyReply> {
  const { found, language, receipt, answered, request, reply } = step
  const { document } = answered.version
  const items = laterItems(document)
  const fields = readFields(request)
  // The first answer decides which branch counts; it comes from what is stored, not from this form.
  const { input, problems } = parseForm(document, { ...fields, ...asFields(answered.given, firstItems(document)) })
  const given: AnswerInput = { ...input }
  for (const { id } of firstItems(document)) delete input[id]
  const again = (status: number, shown: Omit<Shown, 'given'>): FastifyReply =>
    sendSecond(step, status, { given, ...shown })
  if (hasForeignField(fields, items)) return again(422, { message: words[language].problemChanged })
  if (problems.length > 0) return again(422, { problems: problemTexts(language, items, problems) })
  // What is no longer ticked or written is taken back.
  for (const item of items) if (isAsked(item, answered.given)) input[item.id] ??= noAnswer
  const isFirstTime = items.every(({ id }) => !Object.hasOwn(answered.given, id))
  const isComplete = Object.values(input).some((value) => value !== noAnswer)
  const outcome = await door.correct(found, receipt, input)
  if (outcome.kind !== 'corrected') return refuse(step, outcome, items, again)
  if (isFirstTime && isComplete) door.counters.add('completed', found.touchpoint, deviceOf(request.headers))
  return reply.redirect(addresses(step).thanks, 303)
}

export function showFirstAgain(_door: Door, step: LaterStep): FastifyReply {
  return sendFirstAgain(step, 200, { given: step.answered.given })
}

function sendFirstAgain(step: LaterStep, status: number, shown: Shown): FastifyReply {
  const { language, answered } = step
  const asked = { language, given: shown.given, problems: shown.problems ?? new Map<string, string>() }
  const message = shown.message === undefined ? {} : { message: shown.message }
  const main = firstPage({
    action: addresses(step).first,
    items: firstItems(answered.version.document),
    ...asked,
    ...message,
  })
  return send(step, status, words[language].correctTitle, main, '/prima')
}

export async function takeFirstAgain(door: Door, step: LaterStep): Promise<FastifyReply> {
  const { found, language, receipt, answered, request, reply } = step
  const { document } = answered.version
  const items = firstItems(document)
  const fields = readFields(request)
  const { input, problems } = parseForm(document, fields)
  const again = (status: number, shown: Omit<Shown, 'given'>): FastifyReply =>
    sendFirstAgain(step, status, { given: input, ...shown })
  if (hasForeignField(fields, items)) return again(422, { message: words[language].problemChanged })
  if (problems.length > 0) return again(422, { problems: problemTexts(language, items, problems) })
  const outcome = await door.correct(found, receipt, withMissing(items, input))
  if (outcome.kind !== 'corrected') return refuse(step, outcome, items, again)
  return reply.redirect(addresses(step).second, 303)
}

function withMissing(items: readonly DocumentItem[], input: AnswerInput): AnswerInput {
  return { ...Object.fromEntries(items.map(({ id }) => [id, noAnswer])), ...input }
}

function refuse(
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

export async function showThanks(door: Door, step: Omit<LaterStep, 'answered'>): Promise<FastifyReply> {
  const { found, language, receipt } = step
  const main = thanksPage({
    language,
    receipt: receipt.id
      .slice(0, 12)
      .toUpperCase()
      .replace(/.{4}(?=.)/g, '$&-'),
    correct: door.intake.isExpired(receipt) ? undefined : addresses(step).first,
    results: `/servizi/${found.service.slug}`,
    // A number to please: while the database is away the thanks come without it.
    voices: await door.counters.answeredInMonth(receipt.serviceId, receipt.day).catch(() => 0),
  })
  return send(step, 200, words[language].doneTitle, main, '/grazie')
}

function send(step: Omit<LaterStep, 'answered'>, status: number, title: string, main: Html, at: string): FastifyReply {
  const { found, language, receipt, reply } = step
  const inLanguage = (language: Language): string => `/v/${found.touchpoint.code}/${language}/r/${receipt.token}${at}`
  return reply
    .status(status)
    .headers({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' })
    .page(page({ language, nonce: reply.nonce, title, subject: nameOf(found), inLanguage, main }), {
      frameAncestors: found.touchpoint.origins,
    })
}

function addresses({ found, language, receipt }: Omit<LaterStep, 'answered'>) {
  const second = `/v/${found.touchpoint.code}/${language}/r/${receipt.token}`
  return { second, first: `${second}/prima`, thanks: `${second}/grazie` }
}

function laterItems(document: Version['document']): DocumentItem[] {
  const first = firstItems(document)
  return document.items.filter((item) => !first.includes(item))
}

function isAsked({ showIf }: DocumentItem, given: AnswerInput): boolean {
  return showIf === undefined || showIf.codes.some((code) => given[showIf.item] === code)
}

function asFields(given: AnswerInput, items: readonly DocumentItem[]): Fields {
  return Object.fromEntries(items.map(({ id }) => [id, id in given ? String(given[id]) : undefined]))
}
