// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests only: a stand-in for the Commission's service, on a free port of this machine, which takes what the real one takes, refuses
// the rest, and fails in every way it is told to; and an installation that sends to it.
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after } from 'node:test'
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import { codes, testCollect } from '../testing.ts'
import { gatherMonths, sendBatches } from './index.ts'

export interface Payload {
  readonly uniqueId: string
  readonly referencePeriod: { readonly startDate: string; readonly endDate: string }
  readonly transferDate: string
  readonly transferType: string
  readonly nbEntries: number
  readonly feedbacks: readonly {
    readonly source: string
    readonly category: string
    readonly rating: number
    readonly foundInformation?: string
  }[]
}

/**
 * status: answers so and takes nothing. deaf: hangs up without having taken it; cut: takes it and hangs up before, or in the
 * middle of, the reply; silent: takes it and never answers.
 */
export type Fault =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | 'deaf'
  | 'cut'
  | 'half'
  | 'silent'

export interface TestReceiver {
  readonly url: string
  readonly keyFile: string
  readonly key: string
  /** What it holds now, by unique id. */
  readonly held: Map<string, Payload>
  /** Every call, as 'GET' or 'POST id'. */
  readonly calls: string[]
  /** Every body that came, whatever became of it. */
  readonly bodies: string[]
  /** What goes wrong with this call; nothing when it gives undefined. */
  fault: (call: string) => Fault | undefined
  /** The next unique id. */
  newId: () => string
}

const open: (() => Promise<void>)[] = []
after(() => Promise.all(open.map((close) => close())))

/** @param secure makes the server another one, for instance one with a certificate. */
export async function testReceiver(secure: (listener: Listener) => Server = createServer): Promise<TestReceiver> {
  const folder = mkdtempSync(join(tmpdir(), 'ascolto-sdg-'))
  const key = randomBytes(16).toString('hex')
  writeFileSync(join(folder, 'key'), `${key}\n`, { mode: 0o600 })
  const issued = new Set<string>()
  const server = secure((request, response) => void answer(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const receiver: TestReceiver = {
    ...{ key, held: new Map(), calls: [], bodies: [], fault: () => undefined, newId: randomUUID },
    url: `${'setSecureContext' in server ? 'https' : 'http'}://localhost:${(server.address() as AddressInfo).port}`,
    keyFile: join(folder, 'key'),
  }
  open.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    if (body !== '') receiver.bodies.push(body)
    const sent = body === '' ? undefined : (JSON.parse(body) as Payload)
    const call = sent === undefined ? request.method! : `${request.method} ${sent.uniqueId}`
    receiver.calls.push(call)
    const fault = receiver.fault(call)
    if (fault === 'deaf') return void response.destroy()
    if (typeof fault === 'object') return void response.writeHead(fault.status, fault.headers).end(fault.body)
    const { status, reply } = take(request, sent)
    if (fault === 'silent') return
    if (fault === 'cut') return void response.destroy()
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': reply.length })
    if (fault !== 'half') return void response.end(reply)
    response.write(reply.slice(0, reply.length / 2))
    setImmediate(() => response.destroy())
  }

  function take({ method, url, headers }: IncomingMessage, sent?: Payload): { status: number; reply: string } {
    if (headers['x-api-key'] !== key) return { status: 403, reply: '{"message":"Forbidden"}' }
    if (method === 'GET' && url === '/v1/unique-id') {
      const id = receiver.newId()
      issued.add(id)
      return { status: 200, reply: JSON.stringify(id) }
    }
    if (method !== 'POST' || url !== '/v1/feedback/quality/batch' || sent === undefined)
      return { status: 404, reply: '{}' }
    const wrong = issued.has(sent.uniqueId) ? faultIn(sent) : 'unknown uniqueId'
    if (wrong !== undefined) return { status: 400, reply: JSON.stringify({ message: wrong }) }
    receiver.held.set(sent.uniqueId, sent)
    return { status: 200, reply: '{"status":"accepted"}' }
  }
  return receiver
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/
const names = (value: object): string => Object.keys(value).toSorted().join(' ')

/** What is not as the design page says it must be, in the words of the fields; nothing more than these may come. */
function faultIn(sent: Payload): string | undefined {
  const { referencePeriod, transferDate, transferType, nbEntries, feedbacks } = sent
  if (names(sent) !== 'feedbacks nbEntries referencePeriod transferDate transferType uniqueId')
    return `fields: ${names(sent)}`
  if (names(referencePeriod) !== 'endDate startDate') return 'referencePeriod'
  if (![referencePeriod.startDate, referencePeriod.endDate, transferDate].every((date) => instant.test(date)))
    return 'dates'
  if (transferType !== 'API' || nbEntries !== feedbacks.length) return 'transferType or nbEntries'
  for (const feedback of feedbacks) {
    const { source, category, rating, foundInformation } = feedback
    const information = category === 'Information'
    const wanted = `category${information ? ' foundInformation' : ''} rating source`
    if (names(feedback) !== wanted) return `fields of a feedback: ${names(feedback)}`
    if (!URL.canParse(source) || ![1, 2, 3, 4, 5].includes(rating)) return 'source or rating'
    if (!['Information', 'Procedure', 'Assistance'].includes(category)) return 'category'
    if (information && !['Yes', 'No', 'Partly'].includes(foundInformation!)) return 'foundInformation'
  }
  return undefined
}

export const source = 'https://www.inps.it/assegno-unico'

/**
 * The installation of collect/testing.ts on the 2nd of April 2026, whose service has been in the gateway since January.
 * @param size of a batch.
 */
export async function testGateway(size = 3) {
  const receiver = await testReceiver()
  const collect = await testCollect({ sdgUrl: receiver.url, sdgKeyFile: receiver.keyFile, sdgBatch: size })
  collect.clock.now = new Date('2026-04-02T09:00:00Z')
  await markService(collect.db, 'Procedure')
  return { ...collect, receiver }
}

export async function markService(db: Sql, category: string | null, url: string | null = source): Promise<void> {
  await db`
    update bodies.service set sdg_category = ${category}, sdg_url = ${category && url}, sdg_since = ${category && '2026-03-01'}`
}

/** The context a minute, or so many, later. */
export function later<Gateway extends { clock: { now: Date } }>({ clock }: Gateway, minutes = 1): void {
  clock.now = new Date(clock.now.getTime() + minutes * 60_000)
}

export interface GivenAnswer {
  readonly at?: keyof typeof codes
  readonly day?: string
  readonly rating: number
  readonly found?: number
  readonly state?: 'counted' | 'test' | 'quarantined' | 'excluded'
  readonly sourceId?: number
  readonly suggestion?: string
}

/** Stores an answer as intake does. @returns its id. */
export async function giveAnswer({ db }: Pick<Context, 'db'>, given: GivenAnswer): Promise<string> {
  const {
    at = 'procedure',
    day = '2026-03-15',
    rating,
    found = -1,
    state = 'counted',
    sourceId = 0,
    suggestion = null,
  } = given
  const [place] = await db<{ versionId: number; items: { id: string }[] }[]>`
    select version_id as "versionId", document -> 'items' as items from bodies.touchpoint
    join catalogue.assignment on touchpoint_id = touchpoint.id join catalogue.instrument_version on instrument_version.id = version_id
    where code = ${codes[at]}`
  const { versionId, items } = place!
  const values = items.map(({ id }, index) => (index === 0 ? rating : id === 'found' ? found : -1))
  const id = randomUUID()
  await db`
    insert into collect.answer (service_id, day, id, touchpoint_id, version_id, source_id, stream, channel, device, user_kind,
                                language, state, held_for, codes, suggestion)
    select service_id, ${day}, ${id}, id, ${versionId}, ${sourceId}, 'invited', 'web', 'phone', 'unknown', 'it', ${state},
           ${['quarantined', 'excluded'].includes(state) ? 'review' : null}, ${`{${values.join(',')}}`}::smallint[], ${suggestion}
    from bodies.touchpoint where code = ${codes[at]}`
  return id
}

export async function giveAll(context: Pick<Context, 'db'>, given: readonly GivenAnswer[]): Promise<string[]> {
  const ids: string[] = []
  for (const answer of given) ids.push(await giveAnswer(context, answer))
  return ids
}

export async function gatherAndSend({ context }: { readonly context: Context }): Promise<void> {
  await gatherMonths(context)
  await sendBatches(context)
}

export const firstRows = { offset: 0, limit: 25 }

/** The ratings the receiver holds, sorted. */
export function ratings({ held }: Pick<TestReceiver, 'held'>): number[] {
  return [...held.values()].flatMap(({ feedbacks }) => feedbacks.map(({ rating }) => rating)).toSorted((a, b) => a - b)
}
