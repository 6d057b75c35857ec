// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests only: the whole server, bodies with something of everything, and addresses of every route on them. Routes are found
// by themselves; a name in an address that nobody has given a value to stops the test and says what to do.
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import type { Context } from '../../base/context.ts'
import type { DeclaredRoute, Guard } from '../../base/http/index.ts'
import {
  audit,
  createInvitation,
  createService,
  findBody,
  giveRole,
  isPermission,
  type Permission,
} from '../../bodies/index.ts'
import { logIn, type GivenRole, type Person } from '../../bodies/testing.ts'
import { openTouchpoint } from '../../catalogue/index.ts'
import { createServer, type Server } from '../server.ts'

export interface TestServer extends TestDatabase, Pick<Server, 'app'> {}

export async function testServer(guard?: (context: Context) => Guard): Promise<TestServer> {
  const database = await testDatabase()
  // Thousands of people log in here; none of them has to survive a power cut.
  await database.db.unsafe(`alter database ${database.name} set synchronous_commit = off`)
  const server = await createServer(database.context, guard?.(database.context))
  database.onClose(() => server.close())
  // Routes of plugins are declared when they are loaded.
  await server.app.ready()
  return { ...database, app: server.app }
}

/** Two services of a body, what belongs to it, and the values its addresses are made of. */
export interface Place {
  /** Stands in the name of everything of the body that is not public: where it shows, something of the body shows. */
  readonly mark: string
  readonly bodyId: number
  /** The service people of the body are entrusted with, and one they are not. */
  readonly services: readonly [number, number]
  /** Values of names in addresses, of the first and of the second service. */
  readonly values: readonly [Values, Values]
}
export type Values = Readonly<Record<string, string>>
type Id = { readonly id: number }

let places = 0

export async function makePlace(context: Context): Promise<Place> {
  const { db } = context
  const number = ++places
  const mark = `riservato${number}x`
  const ipa = `ente${number}x`
  await db`insert into bodies.body (ipa_code, name, sort_name, pec) values (${ipa}, ${`Ente ${number}`}, ${ipa}, '{pec@ente.example}')`
  const body = (await findBody(context, ipa))!
  const whole = await valuesOfBody(context, { bodyId: body.id, mark })
  const both = [await makeService(context, ipa, `${mark} uno`), await makeService(context, ipa, `${mark} due`)] as const
  return {
    ...{ mark, bodyId: body.id },
    services: [both[0].serviceId, both[1].serviceId],
    values: [
      { ...whole, ipa, ...both[0].values },
      { ...whole, ipa, ...both[1].values },
    ],
  }
}

async function makeService(
  context: Context,
  ipa: string,
  name: string,
): Promise<{ serviceId: number; values: Values }> {
  const { db } = context
  const body = (await findBody(context, ipa))!
  const made = await createService(context, body, { name, kind: 'sito', description: name })
  if (!made.ok) throw new Error(JSON.stringify(made.problems))
  const { id } = made.value
  // The slug is part of public addresses and would show the mark.
  const slug = `servizio-${id}`
  await db`update bodies.service set slug = ${slug} where id = ${id}`
  const opened = await openTouchpoint(context, { ...made.value, slug }, { name })
  const other = await openTouchpoint(context, { ...made.value, slug }, { name: `${name} bis` })
  if (!opened.ok || !other.ok) throw new Error('no touchpoint')
  const { touchpoint, version } = opened.value
  const [proposal] = await db<Id[]>`
    insert into collect.proposal (service_id, touchpoint_id, act, from_day, to_day, n, why, proposed_by, proposed_on)
    values (${id}, ${touchpoint.id}, 'withdraw', '2026-03-01', '2026-03-02', 1, ${name}, 0, '2026-03-03') returning id`
  const gathered = { service_id: id, month: '2026-03-01' }
  await db`
    insert into collect.sdg_month ${db({ ...gathered, category: 'Information', source: 'https://x.example', gathered_on: '2026-04-02' })}`
  const [batch] = await db<Id[]>`
    insert into collect.sdg_batch ${db({ ...gathered, part: 1, entries: 4711, next_minute: 0, problem: 'away', reason: name })} returning id`
  return {
    serviceId: id,
    values: {
      slug,
      code: touchpoint.code,
      hash: version.hash,
      into: other.value.touchpoint.code,
      proposal: String(proposal!.id),
      batch: String(batch!.id),
    },
  }
}

/** People, invitations, keys, papers: a body has one of each. */
async function valuesOfBody(context: Context, { bodyId, mark }: { bodyId: number; mark: string }): Promise<Values> {
  const { db, now } = context
  const { account } = await logIn(context)
  await db`update bodies.account set name = ${mark}, email = ${`${mark}@ente.example`} where id = ${account.id}`
  await giveRole(context, { accountId: account.id, bodyId, role: 'administrator', services: [], expiresOn: null })
  const [membership] = await db<Id[]>`select id from bodies.membership where account_id = ${account.id}`
  const token = await createInvitation(context, {
    purpose: 'member',
    bodyId,
    role: 'analyst',
    name: mark,
    email: `${mark}@x.example`,
  })
  const [invitation] = await db<Id[]>`select max(id) as id from bodies.invitation`
  const [key] = await db<Id[]>`
    insert into bodies.api_key (body_id, name, prefix, key_hash, scopes, per_minute, created_at)
    values (${bodyId}, ${mark}, ${mark}, '\\x00', '{responses.write}', 60, ${now()}) returning id`
  const [adhesion] = await db<Id[]>`
    insert into bodies.adhesion (body_id, requester_name, requester_email, state, requested_at)
    values (${bodyId}, ${mark}, ${`${mark}@ente.example`}, 'active', ${now()}) returning id`
  const central = await logIn(context, { role: 'publisher' })
  const [centralMembership] = await db<Id[]>`select id from bodies.membership where account_id = ${central.account.id}`
  await createInvitation(context, { purpose: 'member', role: 'publisher', name: 'Centrale', email: 'c@x.example' })
  const [centralInvitation] = await db<Id[]>`select max(id) as id from bodies.invitation`
  const [mail] = await db<Id[]>`
    insert into base.mail (recipient, subject, body, created_at, state, next_attempt_at)
    values (${`${mark}@ente.example`}, ${mark}, ${mark}, ${now()}, 'kept', ${now()}) returning id`
  const [task] = await db<{ id: string }[]>`
    insert into base.task (kind, title, account_id, body_id, created_at, heard_at)
    values ('test', ${mark}, ${account.id}, ${bodyId}, ${now()}, ${now()}) returning id`
  const passkey = `${mark}passkey`
  await db`
    insert into bodies.passkey (id, account_id, public_key, counter, name, created_at)
    values (${passkey}, ${account.id}, '\\x00', 0, ${mark}, ${now()})`
  await audit(context, { act: 'test.made', bodyId, subject: mark })
  const made = {
    membership: membership!.id,
    invitation: invitation!.id,
    key: key!.id,
    adhesion: adhesion!.id,
    ...{ account: account.id, centralMembership: centralMembership!.id, centralInvitation: centralInvitation!.id },
    ...{ mail: mail!.id, task: task!.id },
  }
  return { token, passkey, ...Object.fromEntries(Object.entries(made).map(([name, id]) => [name, String(id)])) }
}

/** Everything the database holds of a body, as one text: to see whether somebody changed it. */
export async function rowsOf({ db }: Context, { bodyId }: Place): Promise<string> {
  const services = db`(select id from bodies.service where body_id = ${bodyId})`
  const touchpoints = db`(select id from bodies.touchpoint where service_id in ${services})`
  const members = db`(select id from bodies.membership where body_id = ${bodyId})`
  const accounts = db`(select account_id from bodies.membership where body_id = ${bodyId})`
  const parts = [
    db`select to_json(row) as row from bodies.service row where id in ${services}`,
    db`select to_json(row) as row from bodies.touchpoint row where id in ${touchpoints}`,
    db`select to_json(row) as row from collect.proposal row where service_id in ${services}`,
    db`select to_json(row) as row from collect.sdg_batch row where service_id in ${services}`,
    db`select to_json(row) as row from catalogue.assignment row where touchpoint_id in ${touchpoints}`,
    db`select to_json(row) as row from bodies.membership row where id in ${members}`,
    db`select to_json(row) as row from bodies.owned_service row where membership_id in ${members}`,
    db`select to_json(row) as row from bodies.invitation row where body_id = ${bodyId}`,
    db`select to_json(row) as row from bodies.api_key row where body_id = ${bodyId}`,
    db`select to_json(row) as row from bodies.adhesion row where body_id = ${bodyId}`,
    db`select to_json(row) as row from bodies.account row where id in ${accounts}`,
    db`select to_json(row) as row from base.task row where body_id = ${bodyId}`,
    db`select to_json(row) as row from bodies.passkey row where account_id in ${accounts}`,
  ]
  const rows = await Promise.all(parts.map((part) => db`select row::text from (${part}) as part order by 1`))
  return JSON.stringify(rows)
}

/** Which value :id stands for, by the end of the address before it; the first that fits. */
const ids: readonly (readonly [before: RegExp, value: string])[] = [
  [/^\/area\/programma\/persone\/inviti$/, 'centralInvitation'],
  [/^\/area\/programma\/persone$/, 'centralMembership'],
  [/\/persone\/inviti$/, 'invitation'],
  [/\/persone$/, 'membership'],
  [/\/chiavi$/, 'key'],
  [/\/adesioni$/, 'adhesion'],
  [/\/posta$/, 'mail'],
  [/\/lavori$/, 'task'],
  [/\/proposte$/, 'proposal'],
  [/\/sportello-digitale$/, 'batch'],
]

export function addressOf({ method, url }: Pick<DeclaredRoute, 'method' | 'url'>, values: Values): string {
  return url.replace(/\/:(\w+)/g, (found, name: string, start: number) => {
    const before = url.slice(0, start)
    const value = values[name === 'id' ? (ids.find(([pattern]) => pattern.test(before))?.[1] ?? 'id') : name]
    if (value !== undefined) return `/${encodeURIComponent(value)}`
    throw new Error(
      `${method} ${url}: no value for «${found}». Make one in makePlace or valuesOfBody, and name it in ids when it is an :id ` +
        '(platform/src/start/access/testing.ts), so that the table of roles is asked about this route too.',
    )
  })
}

export interface GuardedRoute extends DeclaredRoute {
  readonly permission: Permission
}

/** Every route of the workspace, once: fastify answers HEAD where there is a GET. */
export function guardedRoutes({ app }: Pick<Server, 'app'>): GuardedRoute[] {
  return app.declaredRoutes.filter(
    (route): route is GuardedRoute => isPermission(route.permission) && route.method !== 'HEAD',
  )
}

/** As a person's browser asks, with an empty form where the route takes one; the reply names its error for programs. */
export function ask(
  { app }: Pick<Server, 'app'>,
  { method, url }: { method: string; url: string },
  person?: Person,
  fields = {},
) {
  const form = new URLSearchParams({ ...fields, ...(person && { _csrf: person.formToken }) }).toString()
  return app.inject({
    method: method as 'GET',
    url,
    headers: {
      ...person?.headers,
      accept: 'application/json',
      ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(method === 'POST' && { payload: form }),
  })
}

/** Somebody with this role in the body; service owners are entrusted with its first service. */
export function roleIn({ bodyId, services }: Place, role: GivenRole['role'], central: boolean): GivenRole {
  if (central) return { role }
  return { role, bodyId, ...(role === 'service-owner' && { services: [services[0]] }) }
}
