// SPDX-License-Identifier: AGPL-3.0-or-later
// Four eyes: what one person proposes another confirms, in the code and without it; what moves, moves what the cube
// is told with it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listAudit } from '../../bodies/index.ts'
import { logIn } from '../../bodies/testing.ts'
import { codes, testCollect } from '../testing.ts'
import { decide, listHeld, propose, type HeldGroup, type Proposed } from './index.ts'

const collect = await testCollect()
const { context, db } = collect
const ada = (await logIn(context, { role: 'publisher' })).account
const bruno = (await logIn(context, { role: 'methodologist' })).account

let keys = 0
async function answer(trap = ''): Promise<void> {
  const key = `aaaaaaaa-aaaa-4aaa-8aaa-${String(++keys).padStart(12, '0')}`
  const reply = await collect.post(`/v/${codes.procedure}/it`, { ease: String(1 + (keys % 5)), key, sito: trap })
  assert.equal(reply.statusCode, 303)
}
for (let n = 0; n < 7; n++) await answer()
for (let n = 0; n < 3; n++) await answer('x')

/** What counts, by its answers and by what the cube has been told. */
async function sums(): Promise<[answers: number, told: number]> {
  const [row] = await db<{ answers: number; told: number }[]>`
    select (select count(*) from collect.answer where state = 'counted')::int as answers,
           (select coalesce(sum(sign), 0) from collect.pending)::int as told`
  return [row!.answers, row!.told]
}
const about = ({ serviceId, touchpointId, from, to }: HeldGroup, more: Pick<Proposed, 'act' | 'reason'>): Proposed => ({
  ...{ serviceId, touchpointId, from, to, why: 'una campagna' },
  ...more,
})

test('what is kept apart stands in groups, with its reason', async () => {
  const [group, ...others] = await listHeld(context)
  assert.deepEqual([group!.state, group!.reason, group!.n, others.length], ['quarantined', 'honeypot', 3, 0])
  assert.deepEqual(await sums(), [7, 7])
})

test('nobody confirms their own proposal: not by the code, and not by the database when the code is left out', async () => {
  const [group] = await listHeld(context)
  const id = (await propose(context, ada, about(group!, { act: 'release', reason: 'honeypot' })))!
  assert.deepEqual(await decide(context, ada, id, true), { kind: 'own' })
  await assert.rejects(db`select collect.decide_proposal(${id}, ${ada.id}, '2026-03-10', true)`, /four_eyes/)
  await assert.rejects(db`update collect.proposal set state = 'confirmed' where id = ${id}`, /four_eyes/)
  assert.deepEqual(await sums(), [7, 7])
  assert.deepEqual(await decide(context, ada, id, false), { kind: 'done', moved: 0 }, 'taking it back is one’s own')
  assert.deepEqual(await decide(context, bruno, id, true), { kind: 'gone' })
})

test('released answers enter the cube, withdrawn ones leave it, excluded ones touch it not; each act is in the log', async () => {
  const [group] = await listHeld(context)
  const both = async (more: Pick<Proposed, 'act' | 'reason'>) => {
    const id = (await propose(context, ada, about(group!, more)))!
    return decide(context, bruno, id, true)
  }
  assert.deepEqual(await both({ act: 'exclude', reason: 'honeypot' }), { kind: 'done', moved: 3 })
  assert.deepEqual(await sums(), [7, 7])
  assert.deepEqual(await both({ act: 'release', reason: 'honeypot' }), { kind: 'done', moved: 3 })
  assert.deepEqual(await sums(), [10, 10])
  assert.deepEqual(await both({ act: 'withdraw', reason: null }), { kind: 'done', moved: 10 })
  assert.deepEqual(await sums(), [0, 0])
  const [left] = await listHeld(context)
  assert.deepEqual([left!.state, left!.reason, left!.n], ['excluded', 'review', 10])
  const acts = (await listAudit(context, { limit: 2, act: 'quarantine.' })).map(({ act, actor }) => [act, actor])
  assert.deepEqual(acts, [
    ['quarantine.confirm', bruno.pseudonym],
    ['quarantine.propose', ada.pseudonym],
  ])
})

test('of two who decide at once one moves, and a proposal about nothing is none', async () => {
  const [group] = await listHeld(context)
  const id = (await propose(context, ada, about(group!, { act: 'release', reason: 'review' })))!
  const outcomes = await Promise.all([1, 2, 3].map(() => decide(context, bruno, id, true)))
  assert.deepEqual(outcomes.map(({ kind }) => kind).toSorted(), ['done', 'gone', 'gone'])
  assert.deepEqual(await sums(), [10, 10])
  assert.equal(await propose(context, ada, about(group!, { act: 'release', reason: 'rate' })), undefined)
})
