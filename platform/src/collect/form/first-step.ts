// SPDX-License-Identifier: AGPL-3.0-or-later
// The first question, shown and taken. The page is rendered once per touchpoint, questionnaire and language; a view costs
// a random key and a nonce put in their places.
import { randomUUID } from 'node:crypto'
import { parseForm, type AnswerInput, type DocumentItem, type Language } from '@ascolto/questionnaire'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { raw } from '../../base/html/index.ts'
import { gapped } from './gapped-text.ts'
import type { Submission } from '../intake/index.ts'
import { deviceOf } from './device.ts'
import type { Door } from './door.ts'
import { hasForeignField, problemTexts, readFields } from './fields.ts'
import { nameOf, type Found, type Version } from '../subject.ts'
import { firstPage } from './views/first-page.ts'
import { page } from './views/page.ts'
import { words } from './words.ts'

export interface FirstStep {
  found: Found
  version: Version
  language: Language
  /** The token of a trial's address: what is answered is kept apart. */
  trial?: string
}

const nonceMark = randomUUID()
const keyMark = randomUUID()
/** By touchpoint as bodies gives it: when that forgets its copy, the pages are forgotten with it. */
const rendered = new WeakMap<Found, Map<string, (...values: string[]) => Buffer>>()

export function showFirstStep(door: Door, step: FirstStep, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { found } = step
  if (step.trial !== undefined) return sendFirst(step, reply, { key: newKey(), nonce: reply.nonce })
  const prefetched = /prefetch|prerender/.test(String(request.headers['sec-purpose'] ?? request.headers['purpose']))
  if (request.method === 'GET' && !prefetched)
    door.counters.add('opened', found.touchpoint, { device: deviceOf(request.headers) })
  return reply
    .headers({ 'cache-control': 'private, no-cache', vary: 'accept-language' })
    .page(prepared(step)(reply.nonce, newKey()), { frameAncestors: found.touchpoint.origins })
}

/** A page that is nobody else's and not kept. */
function sendFirst(step: FirstStep, reply: FastifyReply, shown: Shown): FastifyReply {
  return reply
    .headers({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })
    .page(raw(renderFirst(step, shown)), { frameAncestors: step.found.touchpoint.origins })
}

/** The page of this step, waiting for a nonce and a key. */
function prepared(step: FirstStep): (...values: string[]) => Buffer {
  const { found, version, language } = step
  const pages = rendered.get(found) ?? new Map<string, (...values: string[]) => Buffer>()
  const name = `${version.id} ${language}`
  const page = pages.get(name) ?? gapped(renderFirst(step, { nonce: nonceMark, key: keyMark }), [nonceMark, keyMark])
  if (!pages.has(name)) rendered.set(found, pages.set(name, page))
  return page
}

/** A UUID rather than bytes of our own: Node draws them many at a time. */
const newKey = randomUUID
const keyForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

interface Shown {
  nonce: string
  key: string
  given?: AnswerInput
  problems?: ReadonlyMap<string, string>
  message?: string
}

function renderFirst({ found, version, language, trial }: FirstStep, shown: Shown): string {
  const { nonce, key, given = {}, problems = new Map(), message } = shown
  const items = firstItems(version.document)
  const end = trial === undefined ? '' : `/prova/${trial}`
  const inLanguage = (language: Language): string => `/v/${found.touchpoint.code}/${language}${end}`
  const frame = { subject: nameOf(found), trial: trial !== undefined, inLanguage }
  const main = firstPage({
    action: inLanguage(language),
    items,
    key,
    language,
    given,
    problems,
    ...(message !== undefined && { message }),
  })
  return page({ language, nonce, title: items[0]!.wording[language], ...frame, main }).text
}

export function firstItems(document: Version['document']): DocumentItem[] {
  const ids = document.steps[0] ?? []
  return document.items.filter(({ id }) => ids.includes(id))
}

export async function takeFirstStep(door: Door, step: FirstStep, request: FastifyRequest, reply: FastifyReply) {
  const { found, version, language } = step
  const { touchpoint } = found
  const items = firstItems(version.document)
  const fields = readFields(request)
  const { input, problems } = parseForm(version.document, fields)
  const key = typeof fields['key'] === 'string' && keyForm.test(fields['key']) ? fields['key'] : undefined
  const again = (status: number, shown: Omit<Shown, 'nonce' | 'key'>): FastifyReply =>
    sendFirst(step, reply.status(status), { ...shown, given: input, key: key ?? newKey(), nonce: reply.nonce })
  if (key === undefined || hasForeignField(fields, items, ['key']))
    return again(422, { message: words[language].problemChanged })
  if (problems.length > 0) return again(422, { problems: problemTexts(language, items, problems) })

  const device = deviceOf(request.headers)
  const outcome = await door.intake.submit(submissionOf(step, device, key, input))
  if (outcome.kind === 'invalid') return again(422, { problems: problemTexts(language, items, outcome.problems) })
  if ('retryAfter' in outcome) {
    reply.header('retry-after', String(outcome.retryAfter))
    return again(503, { message: words[language].problemBusy })
  }
  if (outcome.kind === 'accepted') countAnswer(door, step, device)
  // The same page sent again with another rating is the same person who thought better of it.
  else if ((await door.correct(found, outcome.receipt, input)).kind === 'unavailable')
    return again(503, { message: words[language].problemBusy })
  return reply.redirect(`/v/${touchpoint.code}/${language}/r/${outcome.receipt.token}`, 303)
}

function countAnswer({ counters }: Door, { found, trial }: FirstStep, device: Submission['device']): void {
  if (trial === undefined) counters.add('answered', found.touchpoint, { device })
}

function submissionOf(
  { found, version, language, trial }: FirstStep,
  device: Submission['device'],
  key: string,
  input: AnswerInput,
): Submission {
  const { touchpoint } = found
  return {
    touchpoint,
    versionId: version.id,
    document: version.document,
    key,
    language,
    device,
    stream: touchpoint.stream,
    channel: touchpoint.channel,
    userKind: touchpoint.userKind ?? 'unknown',
    test: trial !== undefined,
    input,
  }
}
