// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers that two people let in or take out, in the cube: what the folds make of it is what a rebuild makes, byte for byte.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logIn } from '../../bodies/testing.ts'
import { decide, listHeld, propose, type ProposalAct } from '../../collect/quarantine/index.ts'
import { codes, testCollect } from '../../collect/testing.ts'
import { checksum } from './checksum.ts'
import { fold } from './fold.ts'
import { rebuild } from './rebuild.ts'

test('after each decision the cube holds what counts, and is the one that a rebuild makes', async () => {
  const collect = await testCollect()
  const { context, db } = collect
  const [ada, bruno] = [await logIn(context, { role: 'publisher' }), await logIn(context, { role: 'methodologist' })]
  for (let n = 10; n < 30; n++) {
    const key = `aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaa${n}`
    const fields = { ease: String(1 + (n % 5)), key, sito: n < 16 ? 'x' : '' }
    assert.equal((await collect.post(`/v/${codes.procedure}/it`, fields)).statusCode, 303)
  }
  const cube = async (): Promise<number> => {
    await fold(context)
    const folded = await checksum(context)
    await rebuild(context)
    assert.equal(await checksum(context), folded)
    const [row] = await db<{ n: number }[]>`select coalesce(sum(n), 0)::int as n from estimate.cube_day`
    return row!.n
  }
  const [group] = await listHeld(context)
  const both = async (act: ProposalAct): Promise<number> => {
    const reason = act === 'withdraw' ? null : 'honeypot'
    const id = await propose(context, ada.account, { ...group!, act, reason, why: 'prova' })
    assert.equal((await decide(context, bruno.account, id!, true)).kind, 'done')
    return cube()
  }
  assert.equal(await cube(), 14)
  assert.equal(await both('exclude'), 14)
  assert.equal(await both('release'), 20)
  assert.equal(await both('withdraw'), 0)
})
