// SPDX-License-Identifier: AGPL-3.0-or-later
// The first question, shown and taken. The page is rendered once per touchpoint, questionnaire and language; a view costs
// a random key and a nonce put in their places.
import { randomUUID } from 'node:crypto'
import { parseForm, type AnswerInput, type DocumentItem, type Language } from '@ascolto/questionnaire'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { raw } from '../../base/html/index.ts'
import { gapped, type Gapped } from './gapped-text.ts'
import type { Submission } from '../intake/index.ts'
import { deviceOf } from './device.ts'
import type { Door } from './door.ts'
import { hasForeignField, problemTexts, readFields, type Fields } from './fields.ts'
import type { Brought } from '../gate/index.ts'
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
const mintMark = randomUUID()
const scriptNonceMark = randomUUID()
/** By touchpoint as bodies gives it: when that forgets its copy, the pages are forgotten with it. */
const rendered = new WeakMap<Found, Map<string, Gapped>>()

export function showFirstStep(door: Door, step: FirstStep, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { found } = step
  if (step.trial !== undefined) return sendFirst(step, reply, { key: newKey(), nonce: reply.nonce })
  const { mint, proof } = door.gate.page(found.touchpoint.id)
  const prefetched = /prefetch|prerender/.test(String(request.headers['sec-purpose'] ?? request.headers['purpose']))
  if (request.method === 'GET' && !prefetched)
    door.counters.add('opened', found.touchpoint, { device: deviceOf(request.headers) })
  return reply
    .headers({ 'cache-control': 'private, no-cache', vary: 'accept-language' })
    .page(prepared(step, proof)(reply.nonce, newKey(), mint, reply.nonce), { frameAncestors: found.touchpoint.origins })
}

/** A page that is nobody else's and not kept. */
function sendFirst(step: FirstStep, reply: FastifyReply, shown: Shown): FastifyReply {
  return reply
    .headers({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })
    .page(raw(renderFirst(step, shown)), { frameAncestors: step.found.touchpoint.origins })
}

/** The page of this step, waiting for a nonce, a key, the time it is made and, with a script, the nonce once more. */
function prepared(step: FirstStep, proof: boolean): Gapped {
  const { found, version, language } = step
  const pages = rendered.get(found) ?? new Map<string, Gapped>()
  const name = `${version.id} ${language} ${proof}`
  const page = pages.get(name) ?? gapFirst(step, proof)
  if (!pages.has(name)) rendered.set(found, pages.set(name, page))
  return page
}

function gapFirst(step: FirstStep, proof: boolean): Gapped {
  const shown = { nonce: nonceMark, key: keyMark, gate: { mint: mintMark, ...(proof && { proof: '' }) } }
  const text = renderFirst(step, { ...shown, scriptNonce: scriptNonceMark })
  return gapped(text, [nonceMark, keyMark, mintMark, ...(proof ? [scriptNonceMark] : [])])
}

/** A UUID rather than bytes of our own: Node draws them many at a time. */
const newKey = randomUUID
const keyForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

interface Shown {
  nonce: string
  /** Of the script, when it is not the page's. */
  scriptNonce?: string
  key: string
  gate?: { mint: string; proof?: string }
  given?: AnswerInput
  problems?: ReadonlyMap<string, string>
  message?: string
}

function renderFirst({ found, version, language, trial }: FirstStep, shown: Shown): string {
  const { nonce, scriptNonce = nonce, key, gate, given = {}, problems = new Map(), message } = shown
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
    ...(gate && { gate, nonce: scriptNonce }),
  })
  return page({ language, nonce, title: items[0]!.wording[language], ...frame, main }).text
}

export function firstItems(document: Version['document']): DocumentItem[] {
  const ids = document.steps[0] ?? []
  return document.items.filter(({ id }) => ids.includes(id))
}

export async function takeFirstStep(door: Door, step: FirstStep, request: FastifyRequest, reply: FastifyReply) {
  const { found, version, language, trial } = step
  const { touchpoint } = found
  const items = firstItems(version.document)
  const fields = readFields(request)
  const { input, problems } = parseForm(version.document, fields)
  const key = typeof fields['key'] === 'string' && keyForm.test(fields['key']) ? fields['key'] : undefined
  const brought = broughtBy(fields)
  const again = (status: number, shown: Omit<Shown, 'nonce' | 'key'>): FastifyReply => {
    const gate = trial === undefined && { gate: gateAgain(door, step, brought) }
    return sendFirst(step, reply.status(status), {
      ...shown,
      ...gate,
      given: input,
      key: key ?? newKey(),
      nonce: reply.nonce,
    })
  }
  if (key === undefined || hasForeignField(fields, items, gateNames))
    return again(422, { message: words[language].problemChanged })
  if (problems.length > 0) return again(422, { problems: problemTexts(language, items, problems) })

  const device = deviceOf(request.headers)
  const held = trial === undefined ? door.gate.judge(request, touchpoint.id, { ...brought, key }) : undefined
  const outcome = await door.intake.submit({ ...submissionOf(step, device, key, input), held })
  if (outcome.kind === 'invalid') return again(422, { problems: problemTexts(language, items, outcome.problems) })
  if ('retryAfter' in outcome) {
    reply.header('retry-after', String(outcome.retryAfter))
    return again(503, { message: words[language].problemBusy })
  }
  if (outcome.kind === 'accepted' && held === undefined) countAnswer(door, step, device)
  // The same page sent again with another rating is the same person who thought better of it.
  else if (outcome.kind !== 'accepted' && (await door.correct(found, outcome.receipt, input)).kind === 'unavailable')
    return again(503, { message: words[language].problemBusy })
  return reply.redirect(`/v/${touchpoint.code}/${language}/r/${outcome.receipt.token}`, 303)
}

const gateNames = ['key', 'mint', 'proof', 'sito']

function broughtBy(fields: Fields): Omit<Brought, 'key'> {
  const text = (name: string): string | undefined => {
    const value = fields[name]
    return Array.isArray(value) ? value.join('') : value
  }
  return { mint: text('mint'), proof: text('proof'), trap: text('sito') ?? '' }
}

/** The page that comes back was made when the first one was: whoever puts something right has read it. */
function gateAgain(
  { gate }: Door,
  { found }: FirstStep,
  { mint, proof }: Omit<Brought, 'key'>,
): NonNullable<Shown['gate']> {
  const fresh = gate.page(found.touchpoint.id)
  return { mint: mint ?? fresh.mint, ...(fresh.proof && { proof: proof ?? '' }) }
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
