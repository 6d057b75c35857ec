// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything a passkey can get wrong, one thing at a time, against an authenticator that is otherwise right.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Context } from '../../base/context.ts'
import { testDatabase, type TestDatabase } from '../../base/database/testing.ts'
import { createAccount, findSession, openSession, type Account, type Session } from '../index.ts'
import { optionsToAdd, optionsToLogIn, optionsToProve } from './make-options.ts'
import { readAdded } from './register.ts'
import { addPasskey, listPasskeys, removePasskey, renamePasskey } from './store.ts'
import { TestAuthenticator, type Faults } from './testing.ts'
import { verifyLogIn, verifyProof } from './verify.ts'

const site = { origin: 'http://localhost', rpId: 'localhost' }
let database: TestDatabase
let context: Context
let clock = new Date('2026-03-02T10:00:00Z')

before(async () => {
  database = await testDatabase({ now: () => clock })
  ;({ context } = database)
})

let number = 0

async function person(): Promise<{ account: Account; session: Session; device: TestAuthenticator }> {
  const account = await createAccount(context, { name: 'Ada', email: `ada${++number}@ente.example` })
  const session = (await findSession(context, await openSession(context, account.id, 'invitation')))!
  const device = new TestAuthenticator()
  const made = await readAdded(context, site, device.create(await optionsToAdd(context, site, session, 'A')), session)
  assert.ok(made.ok)
  await addPasskey(context, account.id, made.passkey, made.name)
  return { account, session, device }
}

test('a passkey that was made here opens the account it was made for, and its use is noted', async () => {
  const { account, device } = await person()
  const options = await optionsToLogIn(context, site)
  assert.equal(options.userVerification, 'required')
  assert.deepEqual(options.allowCredentials ?? [], [])
  const verified = await verifyLogIn(context, site, device.get(options))
  assert.ok(verified.ok)
  assert.equal(verified.account.id, account.id)
  const [passkey] = await listPasskeys(context, account.id)
  assert.deepEqual(passkey?.lastUsedAt, clock)
  assert.deepEqual(passkey?.transports, ['internal'])
})

test('whatever one thing is wrong with an answer, nothing opens', async () => {
  const { device } = await person()
  const faults: readonly [Faults, string][] = [
    [{ origin: 'https://ascolto.example' }, 'wrong'],
    [{ origin: 'http://localhost:8081' }, 'wrong'],
    [{ rpId: 'ascolto.example' }, 'wrong'],
    [{ verified: false }, 'wrong'],
    [{ forged: true }, 'wrong'],
    [{ userHandle: Buffer.alloc(16).toString('base64url') }, 'unknown'],
    [{ challenge: Buffer.alloc(32).toString('base64url') }, 'challenge'],
    [{ challenge: 'short' }, 'challenge'],
  ]
  for (const [fault, why] of faults) {
    const answer = device.get(await optionsToLogIn(context, site), fault)
    assert.deepEqual(await verifyLogIn(context, site, answer), { ok: false, why }, JSON.stringify(fault))
  }
  const stranger = new TestAuthenticator().get(await optionsToLogIn(context, site))
  assert.deepEqual(await verifyLogIn(context, site, stranger), { ok: false, why: 'unknown' })
  const broken = device.get(await optionsToLogIn(context, site))
  broken.response.clientDataJSON = 'e30'
  assert.deepEqual(await verifyLogIn(context, site, broken), { ok: false, why: 'challenge' })
})

test('a challenge is good once, even for an answer that was refused', async () => {
  const { device } = await person()
  const answer = device.get(await optionsToLogIn(context, site))
  assert.ok((await verifyLogIn(context, site, answer)).ok)
  assert.deepEqual(await verifyLogIn(context, site, answer), { ok: false, why: 'challenge' })
  const options = await optionsToLogIn(context, site)
  assert.ok(!(await verifyLogIn(context, site, device.get(options, { verified: false }))).ok)
  assert.deepEqual(await verifyLogIn(context, site, device.get(options)), { ok: false, why: 'challenge' })
})

test('a challenge is good for five minutes', async () => {
  const { device } = await person()
  const start = clock
  const options = await optionsToLogIn(context, site)
  clock = new Date(start.getTime() + 5 * 60_000)
  assert.deepEqual(await verifyLogIn(context, site, device.get(options)), { ok: false, why: 'challenge' })
  clock = start
})

test('of two answers to one challenge at the same moment one is taken', async () => {
  const { device } = await person()
  const options = await optionsToLogIn(context, site)
  const answers = [device.get(options), device.get(options)]
  const outcomes = await Promise.all(answers.map((answer) => verifyLogIn(context, site, answer)))
  assert.equal(outcomes.filter(({ ok }) => ok).length, 1)
})

test('a counter that does not go up is a copy of the passkey, and is refused', async () => {
  const { device } = await person()
  assert.ok((await verifyLogIn(context, site, device.get(await optionsToLogIn(context, site), { counter: 5 }))).ok)
  for (const counter of [5, 4, 0]) {
    const answer = device.get(await optionsToLogIn(context, site), { counter })
    assert.deepEqual(await verifyLogIn(context, site, answer), { ok: false, why: 'wrong' }, `counter ${counter}`)
  }
  assert.ok((await verifyLogIn(context, site, device.get(await optionsToLogIn(context, site), { counter: 6 }))).ok)
})

test('a passkey that does not count may stay at zero', async () => {
  const { device } = await person()
  for (let use = 0; use < 2; use++) {
    const answer = device.get(await optionsToLogIn(context, site), { counter: 0 })
    assert.ok((await verifyLogIn(context, site, answer)).ok)
  }
})

test('a proof belongs to its session and to its person', async () => {
  const [ada, bruno] = [await person(), await person()]
  const options = await optionsToProve(context, site, ada.session)
  assert.deepEqual(
    options.allowCredentials?.map(({ id }) => id),
    [ada.device.id],
  )
  assert.ok((await verifyProof(context, site, ada.device.get(options), ada.session)).ok)
  const other = bruno.device.get(await optionsToProve(context, site, ada.session))
  assert.deepEqual(await verifyProof(context, site, other, ada.session), { ok: false, why: 'unknown' })
  const elsewhere = ada.device.get(await optionsToProve(context, site, ada.session))
  assert.deepEqual(await verifyProof(context, site, elsewhere, bruno.session), { ok: false, why: 'challenge' })
  const logIn = ada.device.get(await optionsToLogIn(context, site))
  assert.deepEqual(await verifyProof(context, site, logIn, ada.session), { ok: false, why: 'challenge' })
})

test('a suspended account is not opened by its passkey', async () => {
  const { account, device } = await person()
  await context.db`update bodies.account set state = 'suspended' where id = ${account.id}`
  const answer = device.get(await optionsToLogIn(context, site))
  assert.deepEqual(await verifyLogIn(context, site, answer), { ok: false, why: 'unknown' })
})

test('a new passkey is refused when it was made elsewhere, for another session, or without the person', async () => {
  const { session } = await person()
  for (const fault of [{ origin: 'https://altrove.example' }, { rpId: 'altrove.example' }, { verified: false }]) {
    const answer = new TestAuthenticator().create(await optionsToAdd(context, site, session, 'B'), fault)
    const read = await readAdded(context, site, answer, session)
    assert.deepEqual(read, { ok: false, why: 'wrong' }, JSON.stringify(fault))
  }
  const { session: other } = await person()
  const answer = new TestAuthenticator().create(await optionsToAdd(context, site, session, 'B'))
  assert.deepEqual(await readAdded(context, site, answer, other), { ok: false, why: 'challenge' })
})

test('a passkey belongs to one account, and no attestation and nothing about the person is asked for', async () => {
  const [ada, bruno] = [await person(), await person()]
  const options = await optionsToAdd(context, site, ada.session, 'B')
  assert.equal(options.attestation, 'none')
  assert.deepEqual(options.authenticatorSelection?.residentKey, 'preferred')
  assert.deepEqual(
    options.excludeCredentials?.map(({ id }) => id),
    [ada.device.id],
  )
  const made = await readAdded(context, site, ada.device.create(options), ada.session)
  assert.ok(made.ok)
  await assert.rejects(addPasskey(context, bruno.account.id, made.passkey, 'B'), /già registrata/)
})

test('the last passkey stays unless there is another way in; of two removed at once one stays', async () => {
  const { account, device } = await person()
  assert.equal(await removePasskey(context, account.id, device.id, false), 'last')
  assert.equal(await removePasskey(context, account.id, 'altra', false), 'unknown')
  const second = { id: `due-${number}`, publicKey: new Uint8Array(1), counter: 0, transports: [] }
  await addPasskey(context, account.id, second, 'due')
  assert.equal(await renamePasskey(context, account.id, second.id, 'tre'), 'due')
  const scoped = (id: string) =>
    context.db.begin(async (db) => removePasskey({ ...context, db: db as never }, account.id, id, false))
  const outcomes = await Promise.all([scoped(device.id), scoped(second.id)])
  assert.deepEqual(outcomes.toSorted(), ['last', 'removed'])
  const [left] = await listPasskeys(context, account.id)
  assert.equal(await removePasskey(context, account.id, left!.id, true), 'removed')
})

test('nobody renames or removes the passkey of somebody else', async () => {
  const [ada, bruno] = [await person(), await person()]
  assert.equal(await renamePasskey(context, ada.account.id, bruno.device.id, 'mia'), undefined)
  assert.equal(await removePasskey(context, ada.account.id, bruno.device.id, true), 'unknown')
})
