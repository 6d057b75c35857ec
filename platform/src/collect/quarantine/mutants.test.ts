// SPDX-License-Identifier: AGPL-3.0-or-later
// Decisions that are wrong on purpose: the judge that clears the real ones must catch each of them, with the code left out, since
// it is the database that holds.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findSession, withRights } from '../../bodies/index.ts'
import { logIn } from '../../bodies/testing.ts'
import type { Context } from '../../base/context.ts'
import { codes, mutate, testCollect } from '../testing.ts'
import { listHeld, propose, type ProposalAct } from './index.ts'

const collect = await testCollect()
const { context, db } = collect
const day = '2026-03-10'
const [ada, bruno] = [await logIn(context, { role: 'publisher' }), await logIn(context, { role: 'methodologist' })]
const administrator = await logIn(context, { role: 'administrator', bodyId: 1 })

for (let n = 10; n < 15; n++) {
  const fields = { ease: '4', key: `aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaa${n}`, sito: n < 13 ? 'x' : '' }
  assert.equal((await collect.post(`/v/${codes.procedure}/it`, fields)).statusCode, 303)
}

const undo = new Error('undo')
/** Tries something that leaves no trace. @returns what it gave; 'refused' when the database would not. */
async function trying<Result>(act: (inner: Context) => Promise<Result>): Promise<Result | 'refused'> {
  let result: Result | 'refused' = 'refused'
  await db
    .begin(async (transaction) => {
      result = await act({ ...context, db: transaction as never })
      throw undo
    })
    .catch((error: unknown) => {
      if (error !== undo && !/four_eyes|insufficient_privilege|permission denied/.test(String(error))) throw error
    })
  return result
}

async function opened(inner: Context, act: ProposalAct): Promise<number> {
  const [group] = await listHeld(inner)
  const reason = act === 'withdraw' ? null : ('honeypot' as const)
  return (await propose(inner, ada.account, { ...group!, act, reason, why: 'prova' }))!
}

/** Somebody of the workspace decides by the database alone, in the name of this account. */
async function decideAs(person: { token: string }, account: number, confirms = true) {
  const session = (await findSession(context, person.token))!
  return trying(async (inner) => {
    const id = await opened(inner, 'release')
    const nested = {
      ...inner,
      db: Object.assign(inner.db, { begin: (run: (sql: unknown) => unknown) => run(inner.db) }),
    }
    return withRights(nested as never, session, async ({ db: scoped }) => {
      const [row] = await scoped<
        { moved: number }[]
      >`select collect.decide_proposal(${id}, ${account}, ${day}, ${confirms}) as moved`
      return row!.moved
    })
  })
}

/** What the cube is told when a proposal of the kind is confirmed. */
const toldBy = (act: ProposalAct) =>
  trying(async (inner) => {
    const id = await opened(inner, act)
    const told = async (): Promise<number> =>
      (await inner.db<{ n: number }[]>`select coalesce(sum(sign), 0)::int as n from collect.pending`)[0]!.n
    const before = await told()
    await inner.db`select collect.decide_proposal(${id}, ${bruno.account.id}, ${day}, true)`
    return (await told()) - before
  })

const ownIsRefused = async (): Promise<boolean> => (await decideAs(ada, ada.account.id)) === 'refused'
const othersNameIsRefused = async (): Promise<boolean> => (await decideAs(ada, bruno.account.id)) === 'refused'
const bodyIsRefused = async (): Promise<boolean> =>
  (await decideAs(administrator, administrator.account.id)) === 'refused'

test('the database clears another person, and refuses the own one, a borrowed name and a body', async () => {
  assert.equal(await decideAs(bruno, bruno.account.id), 3)
  assert.ok((await ownIsRefused()) && (await othersNameIsRefused()) && (await bodyIsRefused()))
  assert.deepEqual([await toldBy('release'), await toldBy('exclude'), await toldBy('withdraw')], [3, 0, -2])
})

test('an exclusion that counts, and a withdrawal that adds, are caught', async () => {
  const real = await mutate(db, 'collect.decide_proposal', `from moved where chosen.act <> 'exclude'`, 'from moved')
  assert.notEqual(await toldBy('exclude'), 0)
  await db.unsafe(real)
  await mutate(db, 'collect.decide_proposal', 'then 1 else -1 end', 'then 1 else 1 end')
  assert.notEqual(await toldBy('withdraw'), -2)
  await db.unsafe(real)
})

test('a function that asks nobody’s name is caught, and so is one that asks no right', async () => {
  const real = await mutate(db, 'collect.decides_as', 'account = any', 'account <> all')
  assert.ok(!(await othersNameIsRefused()))
  await db.unsafe(real)
  await mutate(db, 'collect.decides', `= 'on'`, `in ('on', 'off')`)
  assert.ok(!(await bodyIsRefused()))
})

test('a table that lets people confirm their own proposal is caught', async () => {
  await db`alter table collect.proposal drop constraint proposal_four_eyes_check`
  assert.ok(!(await ownIsRefused()))
})
