// SPDX-License-Identifier: AGPL-3.0-or-later
// The first question, shown and taken. The page is rendered once per touchpoint, questionnaire and language; a view costs
// a random key and a nonce put in their places.
import { randomUUID } from 'node:crypto'
import { parseForm, type AnswerInput, type Language } from '@ascolto/questionnaire'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { belonging } from '../../base/memory/belonging.ts'
import { raw } from '../../base/html/index.ts'
import { examineCode, type ReadCode } from '../codes/index.ts'
import type { Circumstance } from '../counters/index.ts'
import type { Brought } from '../gate/index.ts'
import type { Submission } from '../intake/index.ts'
import { nameOf, type Found, type Version } from '../subject.ts'
import { deviceOf } from './device.ts'
import type { Door } from './door.ts'
import { hasForeignField, problemTexts, readFields, type Fields } from './fields.ts'
import { gapped, type Gapped } from './gapped-text.ts'
import { firstItems } from './screens.ts'
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
const rendered = belonging<Found, Map<string, Gapped>>(() => new Map())

export function showFirstStep(
  door: Door,
  step: FirstStep,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | Promise<FastifyReply> {
  const { found } = step
  if (step.trial !== undefined) return sendFirst(step, reply, { key: newKey(), nonce: reply.nonce })
  const { i: sent } = request.query as { i?: unknown }
  if (sent !== undefined) return showInvited(door, step, sent, request, reply)
  countView(door, step, request)
  const { mint, proof } = door.gate.page(found.touchpoint.id)
  return reply
    .headers({ 'cache-control': 'private, no-cache', vary: 'accept-language' })
    .page(prepared(step, proof)(reply.nonce, newKey(), mint, ...(proof ? [reply.nonce] : [])), {
      frameAncestors: found.touchpoint.origins,
    })
}

/** For who opens an invitation. The back button may show the page again with its key, as without one. */
async function showInvited(
  door: Door,
  step: FirstStep,
  sent: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const code = await examineCode(door.context, step.found.touchpoint.code, sent)
  countView(door, step, request, code)
  const shown = { key: newKey(), nonce: reply.nonce, gate: gateAgain(door, step), code }
  return sendFirst(step, reply, shown, 'private, no-cache')
}

function countView({ counters }: Door, { found }: FirstStep, request: FastifyRequest, code?: ReadCode): void {
  const prefetched = /prefetch|prerender/.test(String(request.headers['sec-purpose'] ?? request.headers['purpose']))
  if (request.method !== 'GET' || prefetched) return
  counters.add('opened', found.touchpoint, { device: deviceOf(request.headers), ...cameBy(code) })
}

/** For the counters: who brings a good code was invited, and by what. */
function cameBy(code: ReadCode | undefined): Pick<Circumstance, 'assurance' | 'channel'> {
  return code?.kind === 'good' ? { assurance: 'code', channel: code.channel } : {}
}

/** A page that is nobody else's. */
function sendFirst(step: FirstStep, reply: FastifyReply, shown: Shown, kept = 'no-store'): FastifyReply {
  return reply
    .headers({ 'cache-control': kept, 'x-robots-tag': 'noindex' })
    .page(raw(renderFirst(step, shown)), { frameAncestors: step.found.touchpoint.origins })
}

/** The page of this step, waiting for a nonce, a key, the time it is made and, with a script, the nonce once more. */
function prepared(step: FirstStep, proof: boolean): Gapped {
  const { found, version, language } = step
  const pages = rendered.of(found)
  const name = `${version.id} ${language} ${proof}`
  const before = pages.get(name)
  if (before) return before
  const page = gapFirst(step, proof)
  pages.set(name, page)
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
  /** What the invitation is worth that was opened or sent. */
  code?: ReadCode | undefined
  given?: AnswerInput
  problems?: ReadonlyMap<string, string>
  message?: string
}

function renderFirst({ found, version, language, trial }: FirstStep, shown: Shown): string {
  const { nonce, scriptNonce = nonce, key, gate, code, given = {}, problems = new Map(), message } = shown
  const items = firstItems(version.document)
  const end = trial === undefined ? '' : `/prova/${trial}`
  const inLanguage = (language: Language): string => `/v/${found.touchpoint.code}/${language}${end}`
  const invited = code === undefined || code.text === '' ? '' : `?i=${code.text}`
  const frame = {
    subject: nameOf(found),
    trial: trial !== undefined,
    inLanguage: (language: Language) => inLanguage(language) + invited,
  }
  const main = firstPage({
    action: inLanguage(language),
    items,
    key,
    language,
    given,
    problems,
    ...(message !== undefined && { message }),
    ...(gate && { gate, nonce: scriptNonce }),
    ...(code && { code }),
  })
  return page({ language, nonce, title: items[0]!.wording[language], ...frame, main }).text
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
  if (key === undefined || hasForeignField(fields, items, otherNames))
    return again(422, { message: words[language].problemChanged })
  const sent = trial === undefined ? fields['i'] : undefined
  const code = sent === undefined ? undefined : await examineCode(door.context, touchpoint.code, sent)
  if (problems.length > 0) return again(422, { problems: problemTexts(language, items, problems), code })
  // Without the code, so that who sends the page once more answers as anybody.
  if (code && code.kind !== 'good') return again(422, { message: words[language][codeWords[code.kind]] })

  const device = deviceOf(request.headers)
  // Who was given a code answers once with it, however many come from the same office.
  const isJudged = trial === undefined && code === undefined
  const held = isJudged ? door.gate.judge(request, touchpoint.id, { ...brought, key }) : undefined
  const submission = submissionOf(step, device, key, input)
  const brings = code && { spends: code.hash, channel: code.channel }
  const outcome = await door.intake.submit({ ...submission, held, ...brings })
  if (outcome.kind === 'invalid') return again(422, { problems: problemTexts(language, items, outcome.problems), code })
  if (outcome.kind === 'spent' || outcome.kind === 'revoked')
    return again(409, { message: words[language][codeWords[outcome.kind]] })
  if ('retryAfter' in outcome) {
    reply.header('retry-after', String(outcome.retryAfter))
    return again(503, { message: words[language].problemBusy, code })
  }
  if (outcome.kind === 'accepted' && held === undefined) countAnswer(door, step, { device, ...cameBy(code) })
  // The same page sent again with another rating is the same person who thought better of it.
  else if (outcome.kind !== 'accepted' && (await door.correct(found, outcome.receipt, input)).kind === 'unavailable')
    return again(503, { message: words[language].problemBusy, code })
  return reply.redirect(`/v/${touchpoint.code}/${language}/r/${outcome.receipt.token}`, 303)
}

const codeWords = { over: 'codeOver', unknown: 'codeUnknown', spent: 'codeSpent', revoked: 'codeRevoked' } as const
const otherNames = ['key', 'mint', 'proof', 'sito', 'i']

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
  { mint, proof }: Partial<Brought> = {},
): NonNullable<Shown['gate']> {
  const fresh = gate.page(found.touchpoint.id)
  return { mint: mint ?? fresh.mint, ...(fresh.proof && { proof: proof ?? '' }) }
}

function countAnswer({ counters }: Door, { found, trial }: FirstStep, circumstance: Circumstance): void {
  if (trial === undefined) counters.add('answered', found.touchpoint, circumstance)
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
