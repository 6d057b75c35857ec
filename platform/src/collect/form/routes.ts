// SPDX-License-Identifier: AGPL-3.0-or-later
// Addresses of the respondent's pages. /v/CODE asks in the person's language, /v/CODE/LANGUAGE in that one; what follows
// the first answer stands under its receipt.
import { Type, type Static } from 'typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '@ascolto/questionnaire'
import type { App } from '../../base/http/index.ts'
import type { Door } from './door.ts'
import { showFirstStep, takeFirstStep } from './first-step.ts'
import { showFirstAgain, takeFirstAgain } from './first-again.ts'
import type { HeldStep, LaterStep } from './later-step.ts'
import { sendNotice } from './notice.ts'
import { findByCode, findSubject, findTrialSubject } from '../subject.ts'
import { showSecondStep, takeSecondStep } from './second-step.ts'
import { showThanks } from './thanks.ts'
import { isTrial } from '../trial.ts'
import { isLanguage, preferredLanguage } from './words.ts'

const Address = Type.Object({
  code: Type.String(),
  language: Type.Optional(Type.String()),
  receipt: Type.Optional(Type.String()),
  token: Type.Optional(Type.String()),
})
type Address = Static<typeof Address>

/** A first answer is a few bytes, a complete one with a long suggestion a few thousand. */
const bodyLimit = 16_000

export function formRoutes(app: App, door: Door): void {
  const options = { config: { permission: 'public' }, schema: { hide: true, params: Address }, bodyLimit } as const
  type Act<S> = (door: Door, step: S) => FastifyReply | Promise<FastifyReply>

  for (const url of ['/v/:code', '/v/:code/:language']) {
    app.get(url, options, (request, reply) => first(door, request, reply, showFirstStep))
    app.post(url, options, (request, reply) => first(door, request, reply, takeFirstStep))
  }
  const trial = '/v/:code/:language/prova/:token'
  app.get(trial, options, (request, reply) => tried(door, request, reply, showFirstStep))
  app.post(trial, options, (request, reply) => tried(door, request, reply, takeFirstStep))
  const answer = '/v/:code/:language/r/:receipt'
  const whole = (act: Act<LaterStep>) => (request: FastifyRequest, reply: FastifyReply) =>
    later(door, request, reply, act)
  app.get(answer, options, whole(showSecondStep))
  app.post(answer, options, whole(takeSecondStep))
  app.get(`${answer}/prima`, options, whole(showFirstAgain))
  app.post(`${answer}/prima`, options, whole(takeFirstAgain))
  app.get(`${answer}/grazie`, options, async (request, reply) => {
    const step = await held(door, request, reply)
    return step ? showThanks(door, step) : reply
  })
}

async function first(
  door: Door,
  request: FastifyRequest,
  reply: FastifyReply,
  act: typeof showFirstStep | typeof takeFirstStep,
): Promise<FastifyReply> {
  const { code, language: wanted } = request.params as Address
  const language = languageOf(request, wanted)
  if (language === undefined) return sendNotice(reply, 'unknown', preferred(request))
  const subject = await findSubject(door.context, code)
  if ('silence' in subject) return sendNotice(reply, subject.silence, language, subject.found)
  return act(door, { ...subject, language }, request, reply)
}

/** A trial that is over, or nobody signed, says no more than an address nobody made. */
async function tried(
  door: Door,
  request: FastifyRequest,
  reply: FastifyReply,
  act: typeof showFirstStep | typeof takeFirstStep,
): Promise<FastifyReply> {
  const { code, language: wanted, token = '' } = request.params as Address
  const language = languageOf(request, wanted)
  if (language === undefined) return sendNotice(reply, 'unknown', preferred(request))
  const subject = await findTrialSubject(door.context, code)
  if ('silence' in subject) return sendNotice(reply, subject.silence, language, subject.found)
  if (!(await isTrial(door.context, subject.found.touchpoint, token))) return sendNotice(reply, 'unknown', language)
  return act(door, { ...subject, language, trial: token }, request, reply)
}

async function later(
  door: Door,
  request: FastifyRequest,
  reply: FastifyReply,
  act: (door: Door, step: LaterStep) => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> {
  const step = await held(door, request, reply)
  if (!step) return reply
  const { language, found, receipt } = step
  if (door.intake.isExpired(receipt)) return sendNotice(reply, 'expired', language, found)
  const answered = await door.answered(receipt)
  if (typeof answered === 'string') return sendNotice(reply, answered, language, found)
  return act(door, { ...step, answered, trial: answered.trial })
}

/** The step whose receipt is genuine and belongs to this service; otherwise the notice has been sent. */
async function held(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<HeldStep | undefined> {
  const { code, language: wanted, receipt: token = '' } = request.params as Address
  const language = languageOf(request, wanted)
  const found = await findByCode(door.context, code)
  const receipt = door.intake.receipt(token)
  if (language && found && receipt && receipt.serviceId === found.service.id)
    return { found, language, receipt, trial: false, request, reply }
  sendNotice(reply, found && language ? 'lost' : 'unknown', language ?? preferred(request), found)
  return undefined
}

function languageOf(request: FastifyRequest, wanted: string | undefined): Language | undefined {
  if (wanted === undefined) return preferred(request)
  return isLanguage(wanted) ? wanted : undefined
}

function preferred(request: FastifyRequest): Language {
  return preferredLanguage(request.headers['accept-language'])
}
