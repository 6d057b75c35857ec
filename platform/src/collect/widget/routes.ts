// SPDX-License-Identifier: AGPL-3.0-or-later
// What the widget on a body's page asks and tells: the question (one request that any cache may answer), the answer, and how
// often it was seen. Bodies are JSON under text/plain as well, so that a browser need not ask beforehand.
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { TSchema, Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { belonging } from '../../base/memory/belonging.ts'
import { badRequest } from '../../base/errors.ts'
import { dayOf } from '../../base/day.ts'
import type { App } from '../../base/http/index.ts'
import type { Counted } from '../counters/index.ts'
import { asking } from '../asking.ts'
import { allowingOrigin, openToSites, refuseStrangers, takingPlainText } from '../sites/cross-origin.ts'
import { touchpointUnknown } from '../errors.ts'
import { deviceOf } from '../form/device.ts'
import type { Door } from '../form/door.ts'
import { findByCode, nameOf, type Found, type Version } from '../subject.ts'
import { describeTouchpoint, languageOfPage } from './describe-touchpoint.ts'
import { oneInOf } from './invitation.ts'
import { SentSchema, TallySchema, type Sent, type Tally } from './schema.ts'
import { scriptRoutes } from './script/script.ts'
import { takeAnswer } from './take-answer.ts'

/** A change of the question or of the sampling reaches every page within this time. */
const configurationSeconds = 300

export function widgetRoutes(app: App, door: Door): void {
  const { context } = door
  const shared = {
    config: { permission: 'public' },
    schema: { hide: true },
    onRequest: allowingOrigin(context),
    bodyLimit: 16_000,
  } as const
  scriptRoutes(app)
  for (const name of ['risposte', 'conta']) openToSites(app, context, `/v/:code/${name}`)

  app.get('/v/:code/widget.json', shared, async (request, reply) => {
    const { lingua } = request.query as { lingua?: unknown }
    const subject = await asking(context, codeOf(request))
    const { text, etag } = await configuration(door, subject, typeof lingua === 'string' ? lingua : undefined)
    reply.headers({ etag, 'cache-control': `public, max-age=${configurationSeconds}` })
    if (request.headers['if-none-match']?.includes(etag)) return reply.status(304).send()
    return reply.type('application/json; charset=utf-8').send(text)
  })

  takingPlainText(app, (scope) => {
    scope.post('/v/:code/risposte', shared, async (request, reply) => {
      const sent = parsed(SentSchema, request.body) as Sent
      const { found } = await asking(context, codeOf(request))
      refuseStrangers(context, request, found)
      const judge = (touchpointId: number) => door.gate.judge(request, touchpointId)
      const taken = await takeAnswer(door, { found, device: deviceOf(request.headers), judge }, sent)
      if ('refused' in taken) throw taken.refused
      const { token } = taken.receipt
      const correction = `/v/${found.touchpoint.code}/${sent.language}/r/${token}`
      return reply
        .status(taken.fresh ? 201 : 200)
        .header('cache-control', 'no-store')
        .send({ receipt: token, correction })
    })

    scope.post('/v/:code/conta', shared, async (request, reply) => {
      const tally = parsed(TallySchema, request.body)
      const found = await findByCode(context, codeOf(request))
      if (!found) throw touchpointUnknown()
      refuseStrangers(context, request, found)
      count(door, found, request, tally)
      return reply.status(204).send()
    })
  })
}

function codeOf({ params }: FastifyRequest): string {
  return (params as { code: string }).code
}

/** @throws PlatformError 400 for anything but what the schema says. */
function parsed<S extends TSchema>(schema: S, body: unknown): Static<S> {
  const value = typeof body === 'string' ? fromJson(body) : body
  if (!validatorOf(schema).Check(value)) throw badRequest()
  return value as Static<S>
}

const validators = new Map<TSchema, ReturnType<typeof Compile>>()

function validatorOf(schema: TSchema): ReturnType<typeof Compile> {
  const validator = validators.get(schema) ?? Compile(schema)
  validators.set(schema, validator)
  return validator
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function count({ counters }: Door, { touchpoint }: Found, request: FastifyRequest, { outcome, ...tally }: Tally) {
  const circumstance = { device: deviceOf(request.headers), outcome }
  for (const [what, happened] of Object.entries(tally))
    if (happened) counters.add(what as Counted, touchpoint, circumstance)
}

interface Kept {
  text: string
  etag: string
}
/** By touchpoint as bodies gives it: when that forgets its copy, these are forgotten with it. */
const described = belonging<Found, Map<string, Kept>>(() => new Map())

async function configuration(
  { context }: Door,
  { found, version }: { found: Found; version: Version },
  tag: string | undefined,
): Promise<Kept> {
  const language = languageOfPage(tag)
  const known = described.of(found)
  const name = `${version.id} ${language}`
  const before = known.get(name)
  if (before) return before
  const oneIn = await oneInOf(context, found, dayOf(context.now()))
  const { hash, document } = version
  const subject = { invited: found.touchpoint.stream === 'invited', oneIn, demo: nameOf(found).demo }
  const text = JSON.stringify(describeTouchpoint({ hash, document, language, ...subject }))
  const made = { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` }
  known.set(name, made)
  return made
}
