// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is invited to work for a body and on what terms. Each act runs with the rights of the person alone.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { listOutbox } from '../../base/mail/index.ts'
import {
  acceptInvitation,
  changeTerms,
  findInvitation,
  giveRole,
  listAudit,
  listMembers,
  searchInvitations,
  type Service,
} from '../index.ts'
import { logIn } from '../testing.ts'
import { database, newBody, as, membershipOf, origin, invite } from './testing.ts'

test('an invitation goes by mail with its link, names the role, and stands in the log without it', async () => {
  const { body, services, boss } = await newBody()
  const more = { role: 'service-owner', services: [services[1]!.slug], expiresOn: '2099-12-31' }
  const invited = await invite(boss, body, more)
  assert.ok(invited.kind === 'invited')
  const [mail] = await listOutbox(database.context, 1)
  assert.equal(mail?.recipient, 'ada@ente.example')
  assert.match(
    mail.body,
    /^Buongiorno Ada Neri,\n\nPersona \d+ ti invita .* Il tuo ruolo per Ente \d+: responsabile di servizio\./,
  )
  assert.ok(mail.body.includes(`${origin}${invited.path}`))
  const token = invited.path.split('/').at(-1)!
  const invitation = (await findInvitation(database.context, token))!
  assert.deepEqual(
    [invitation.role, invitation.services, invitation.roleExpiresOn],
    ['service-owner', [services[1]!.id], '2099-12-31'],
  )
  const [entry] = await listAudit(database.context, { limit: 1 })
  assert.deepEqual(entry!.after, {
    ...{ name: 'Ada Neri', email: 'a•••@ente.example', role: 'service-owner' },
    ...{ services: [services[1]!.slug], expiresOn: '2099-12-31' },
  })
  assert.doesNotMatch(JSON.stringify(entry), new RegExp(token))
})

test('a mail is written in the language of who is known, else in Italian', async () => {
  const { body, boss } = await newBody()
  const known = await logIn(database.context, { role: 'analyst', bodyId: body.id })
  await database.db`update bodies.account set language = 'en' where id = ${known.account.id}`
  await invite(boss, body, { email: known.account.email.toUpperCase(), role: 'administrator' })
  assert.match((await listOutbox(database.context, 1))[0]!.body, /^Hello Ada Neri/)
})

test('what is wrong is told field by field: no service for an owner, a service of another body, a past end, an address as a name', async () => {
  const { body, boss } = await newBody()
  const { services } = await newBody()
  const cases = [
    [{ role: 'service-owner' }, 'services'],
    [{ role: 'service-owner', services: [services[0]!.slug] }, 'services'],
    [{ role: 'programme-manager' }, 'role'],
    [{ role: '' }, 'role'],
    [{ expiresOn: '2020-01-01' }, 'expiresOn'],
    [{ name: 'vieni su www.truffa.example/' }, 'name'],
    [{ email: 'ada' }, 'email'],
  ] as const
  for (const [wrong, field] of cases) {
    const invited = await invite(boss, body, wrong)
    assert.ok(invited.kind === 'faulty', field)
    assert.deepEqual(
      invited.problems.map((problem) => problem.field),
      [field],
    )
  }
  assert.equal((await searchInvitations(database.context, { bodyId: body.id, limit: 9 })).total, 0)
})

test('the same form sent twice, at once too, is one invitation and one mail', async () => {
  const { body, boss } = await newBody()
  const token = randomBytes(32).toString('base64url')
  const mails = (await listOutbox(database.context, 1000)).length
  const [first, second] = await Promise.all([invite(boss, body, {}, token), invite(boss, body, {}, token)])
  assert.deepEqual(first, second)
  assert.equal(first.kind, 'invited')
  assert.equal((await listOutbox(database.context, 1000)).length, mails + 1)
  assert.equal((await searchInvitations(database.context, { bodyId: body.id, limit: 9 })).total, 1)
})

test('a newer invitation ends the one before; who has the role is not invited to it', async () => {
  const { body, boss } = await newBody()
  const [first, second] = [await invite(boss, body), await invite(boss, body, { email: 'ADA@ente.example' })]
  assert.ok(first.kind === 'invited' && second.kind === 'invited')
  assert.equal(await findInvitation(database.context, first.path.split('/').at(-1)!), undefined)
  assert.ok(await findInvitation(database.context, second.path.split('/').at(-1)!))
  const analyst = await logIn(database.context, { role: 'analyst', bodyId: body.id })
  assert.equal((await invite(boss, body, { email: analyst.account.email })).kind, 'member')
  assert.equal((await invite(boss, body, { email: analyst.account.email, role: 'suggestion-reader' })).kind, 'invited')
})

test('nobody opens the invitation they have made, and it stays for whom it is meant', async () => {
  const { context } = database
  const { body } = await newBody()
  const brief = await logIn(context, { role: 'administrator', bodyId: body.id, expiresOn: '2099-01-01' })
  const invited = await invite(brief, body, { role: 'administrator' })
  assert.ok(invited.kind === 'invited')
  const token = invited.path.split('/').at(-1)!
  const { id } = (await findInvitation(context, token))!
  await assert.rejects(
    acceptInvitation(context, id, { accountId: brief.account.id }),
    /lo può accettare soltanto un’altra persona/,
  )
  const [member] = (await listMembers(context, body.id)).filter(({ accountId }) => accountId === brief.account.id)
  assert.equal(member?.expiresOn, '2099-01-01')
  const other = await logIn(context)
  assert.ok(await findInvitation(context, token))
  assert.ok(await acceptInvitation(context, id, { accountId: other.account.id }))
})

test('a role given again adds and takes nothing away; one that is over begins anew', async () => {
  const { context, db } = database
  const { body, services, boss } = await newBody()
  const again = (role: 'administrator' | 'service-owner', expiresOn: string | null, entrusted: Service[] = []) =>
    giveRole(context, {
      accountId: boss.account.id,
      bodyId: body.id,
      role,
      services: entrusted.map(({ id }) => id),
      expiresOn,
    })
  const terms = async (role: string) => {
    const member = (await listMembers(context, body.id)).find((one) => one.role === role)!
    return [member.expiresOn, member.services.length]
  }
  await again('administrator', '2099-01-01')
  assert.deepEqual(await terms('administrator'), [null, 0], 'the only administrator does not come to an end')
  await again('service-owner', '2099-01-01', [services[0]!])
  await again('service-owner', '2098-01-01', [services[1]!])
  assert.deepEqual(await terms('service-owner'), ['2099-01-01', 2])
  await db`update bodies.membership set expires_on = '2020-01-01' where role = 'service-owner' and body_id = ${body.id}`
  await again('service-owner', '2098-01-01', [services[1]!])
  assert.deepEqual(await terms('service-owner'), ['2098-01-01', 1])
  await again('service-owner', null)
  assert.deepEqual(await terms('service-owner'), [null, 1])
})

test('end and services of a role change, with both states in the log; what stays the same leaves no entry', async () => {
  const { body, services, boss } = await newBody()
  const owner = { role: 'service-owner', bodyId: body.id, services: [services[0]!.id] } as const
  const id = await membershipOf(await logIn(database.context, owner), body)
  const change = (more: Readonly<Record<string, unknown>>) =>
    as(boss, (context) => changeTerms(context, { body, id, actor: boss.account, given: more }))
  const terms = { expiresOn: '2099-12-31', services: services.map(({ slug }) => slug) }
  assert.deepEqual(await change(terms), { kind: 'done', own: false })
  const [entry] = await listAudit(database.context, { limit: 1 })
  assert.deepEqual([entry!.act, entry!.actor, entry!.bodyId], ['member.change', boss.account.pseudonym, body.id])
  assert.deepEqual(entry!.before, { role: 'service-owner', services: [services[0]!.slug], expiresOn: null })
  assert.deepEqual(entry!.after, { role: 'service-owner', services: terms.services, expiresOn: '2099-12-31' })
  await change(terms)
  assert.equal((await listAudit(database.context, { limit: 1 }))[0]!.id, entry!.id)
  const wrong = await change({ ...terms, services: [] })
  assert.equal(wrong.kind, 'faulty')
})

test('an end that has come may stay while the services change', async () => {
  const { body, services, boss } = await newBody()
  const owner = {
    role: 'service-owner',
    bodyId: body.id,
    services: [services[0]!.id],
    expiresOn: '2020-01-01',
  } as const
  const id = await membershipOf(await logIn(database.context, owner), body)
  const more = { expiresOn: '2020-01-01', services: [services[1]!.slug] }
  assert.equal(
    (await as(boss, (context) => changeTerms(context, { body, id, actor: boss.account, given: more }))).kind,
    'done',
  )
})
