// SPDX-License-Identifier: AGPL-3.0-or-later
// A process that gathers and sends dies at each of its steps in turn, before and after having done it; another one goes on. In the end
// the receiver holds every feedback once, and nothing that was confirmed was sent again. Senders that are wrong on purpose must be
// caught by the same judge.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import { payloadOf } from './feedback.ts'
import { gatherMonth, gatherMonths } from './gather.ts'
import { receiverOf, type Receiver } from './receiver.ts'
import { sendBatches } from './send.ts'
import { beginSending, nameBatch, noteAccepted, noteFailure, takeBatch } from './store.ts'
import { giveAnswer, later, ratings, testGateway, type Fault } from './testing.ts'

const gateway = await testGateway(3)
const { context, db, receiver: stand } = gateway
const given = [1, 2, 3, 4, 5, 1, 2]
for (const rating of given) await giveAnswer(gateway, { rating, suggestion: 'da non mandare' })
const expected = given.toSorted((a, b) => a - b)
const start = gateway.clock.now

type Sender = (context: Context, receiver: Receiver) => Promise<void>
type Step = <Result>(act: () => PromiseLike<Result>) => Promise<Result>

class Dead extends Error {}

/** Every second moment is after a step that was done. From then on nothing happens any more, whoever asks for it. */
function lifeUntil(moment: number): { step: Step; steps(): number } {
  let now = 0
  return {
    steps: () => now,
    async step(act) {
      if (now++ >= moment) throw new Dead()
      const result = await act()
      if (now++ >= moment) throw new Dead()
      return result
    },
  }
}

/** A database whose statements and commits are steps. */
function mortal(sql: Sql, step: Step): Sql {
  const counted = <Query extends PromiseLike<unknown>>(query: Query): Query => {
    // A part of a statement is never waited for.
    if (!(query instanceof Promise)) return query
    const run = query.then.bind(query)
    return Object.assign(query, {
      then: (done: never, failed: never) =>
        step(() => new Promise((give, refuse) => void run(give, refuse))).then(done, failed),
    })
  }
  return new Proxy(sql, {
    apply: (target, _self, args: unknown[]) => counted(Reflect.apply(target, undefined, args) as never),
    get(target, name) {
      if (name === 'unsafe') return (...args: [string, never[]]) => counted(target.unsafe(...args))
      if (name !== 'begin') return Reflect.get(target, name) as unknown
      return async (act: (inner: Sql) => Promise<unknown>) => {
        const done = await target.begin(async (inner) => step(() => act(mortal(inner as unknown as Sql, step))))
        return step(async () => done)
      }
    },
  })
}

const mortalReceiver = (receiver: Receiver, step: Step): Receiver => ({
  uniqueId: () => step(() => receiver.uniqueId()),
  post: (payload) => step(() => receiver.post(payload)),
})

const realReceiver = receiverOf(context.config)

interface Verdict {
  readonly wrong: string[]
  readonly moments: number
}

/** @param fault of the receiver while the first process lives. */
async function judge(sender: Sender, fault: (call: string) => Fault | undefined = () => undefined): Promise<Verdict> {
  const wrong: string[] = []
  for (let moment = 0; ; moment++) {
    gateway.clock.now = start
    await db`delete from collect.sdg_month`
    stand.held.clear()
    stand.calls.length = 0
    stand.fault = fault
    const life = lifeUntil(moment)
    const dying = { ...context, db: mortal(db, life.step) }
    const died = await runAll(dying, sender, mortalReceiver(realReceiver, life.step))
    stand.fault = () => undefined
    const confirmed = await db<{ id: string }[]>`select unique_id as id from collect.sdg_batch where state = 'accepted'`
    const before = stand.calls.length
    for (let turn = 0; turn < 4; turn++) {
      later(gateway, 11)
      await runAll(context, sender, realReceiver)
    }
    const again = confirmed.filter(({ id }) => stand.calls.slice(before).includes(`POST ${id}`))
    if (ratings(stand).join() !== expected.join()) wrong.push(`${moment}: the receiver holds ${ratings(stand).join()}`)
    if (again.length > 0) wrong.push(`${moment}: sent again after it was confirmed`)
    const open = await db`select from collect.sdg_batch where state <> 'accepted'`
    if (open.length > 0) wrong.push(`${moment}: ${open.length} never end`)
    // One fault is enough to catch somebody.
    if (!died || wrong.length > 0) return { wrong, moments: moment }
  }
}

/** @returns whether it died. */
async function runAll(acting: Context, sender: Sender, receiver: Receiver): Promise<boolean> {
  try {
    await gatherMonths(acting)
    await sender(acting, receiver)
    return false
  } catch (error) {
    if (error instanceof Dead) return true
    throw error
  }
}

test('wherever the process dies, each feedback arrives once, and what was confirmed goes no more', async () => {
  const { wrong, moments } = await judge(sendBatches)
  assert.deepEqual(wrong, [])
  assert.ok(moments > 60, `${moments} moments`)
})

test('the same when the receiver takes a batch and hangs up, or hangs up before', async () => {
  for (const fault of ['cut', 'half', 'deaf'] as const) {
    const { wrong } = await judge(sendBatches, (call) => (call.startsWith('POST') ? fault : undefined))
    assert.deepEqual(wrong, [], fault)
  }
})

test('the same when half of the batches are taken and the others are not', async () => {
  let turn = 0
  const { wrong } = await judge(sendBatches, (call) =>
    call.startsWith('POST') && turn++ % 2 === 0 ? { status: 500 } : undefined,
  )
  assert.deepEqual(wrong, [])
})

test('several workers that gather and send at once are as one', async () => {
  await db`delete from collect.sdg_month`
  stand.held.clear()
  stand.calls.length = 0
  await Promise.all(Array.from({ length: 4 }, () => gatherMonth(context, { serviceId: 1, month: '2026-03-01' })))
  await Promise.all(Array.from({ length: 4 }, () => sendBatches(context, realReceiver)))
  assert.deepEqual(ratings(stand), expected)
  assert.equal(stand.calls.filter((call) => call.startsWith('POST')).length, 3)
})

test('a month that is gathered anew while its batch is under way is sent as it is then', async () => {
  await db`delete from collect.sdg_month`
  stand.held.clear()
  await gatherMonths(context)
  let changed = false
  const slow: Receiver = {
    ...realReceiver,
    async post(payload) {
      const reply = await realReceiver.post(payload)
      if (!changed) {
        changed = true
        await db`update collect.answer set codes[1] = 5`
        await gatherMonth(context, { serviceId: 1, month: '2026-03-01' })
      }
      return reply
    },
  }
  await sendBatches(context, slow)
  assert.deepEqual(
    ratings(stand),
    given.map(() => 5),
  )
  for (const [place, { id }] of (await db<{ id: string }[]>`select id from collect.answer`).entries())
    await db`update collect.answer set codes[1] = ${given[place]!}::smallint where id = ${id}`
})

/** A sender whose every batch goes by `one`. */
const senderBy =
  (one: (context: Context, receiver: Receiver, id: number, uniqueId: string | null) => Promise<void>): Sender =>
  async (acting, receiver) => {
    for (let batch = await takeBatch(acting); batch !== undefined; batch = await takeBatch(acting))
      await one(acting, receiver, batch.id, batch.uniqueId)
  }

async function idOf(acting: Context, receiver: Receiver, id: number, uniqueId: string | null): Promise<string> {
  const reply = uniqueId === null ? await receiver.uniqueId() : ({ ok: true, text: uniqueId } as const)
  assert.ok(reply.ok)
  if (uniqueId === null) await nameBatch(acting, id, reply.text)
  return reply.text
}

test('a sender that notes first and sends then is caught: it loses', async () => {
  const { wrong } = await judge(
    senderBy(async (acting, receiver, id, uniqueId) => {
      await idOf(acting, receiver, id, uniqueId)
      const outgoing = (await beginSending(acting, id))!
      await noteAccepted(acting, id, outgoing)
      await receiver.post(payloadOf(outgoing, acting.now()))
    }),
  )
  assert.match(wrong.join('\n'), /the receiver holds/)
})

test('a sender that takes a new id for each attempt is caught: it counts twice', async () => {
  const { wrong } = await judge(
    senderBy(async (acting, receiver, id) => {
      const reply = await receiver.uniqueId()
      assert.ok(reply.ok)
      await acting.db`update collect.sdg_batch set unique_id = ${reply.text} where id = ${id}`
      const outgoing = (await beginSending(acting, id))!
      await receiver.post(payloadOf(outgoing, acting.now()))
      await noteAccepted(acting, id, outgoing)
    }),
  )
  assert.match(wrong.join('\n'), /the receiver holds (?!1,1,2,2,3,4,5$)/)
})

test('a sender that takes silence for consent, or forgets what was confirmed, is caught', async () => {
  const trusting = senderBy(async (acting, receiver, id, uniqueId) => {
    await idOf(acting, receiver, id, uniqueId)
    const outgoing = (await beginSending(acting, id))!
    await receiver.post(payloadOf(outgoing, acting.now()))
    await noteAccepted(acting, id, outgoing)
  })
  assert.notDeepEqual((await judge(trusting, (call) => (call.startsWith('POST') ? 'deaf' : undefined))).wrong, [])
  const forgetful: Sender = async (acting, receiver) => {
    await acting.db`update collect.sdg_batch set state = 'waiting' where state = 'accepted'`
    await sendBatches(acting, receiver)
  }
  assert.match((await judge(forgetful)).wrong.join('\n'), /sent again after it was confirmed/)
})

test('a sender that adds the text is caught by the receiver, which takes no other field', async () => {
  const talkative = senderBy(async (acting, receiver, id, uniqueId) => {
    await idOf(acting, receiver, id, uniqueId)
    const outgoing = (await beginSending(acting, id))!
    const payload = payloadOf(outgoing, acting.now()) as { feedbacks: object[] }
    const feedbacks = payload.feedbacks.map((feedback) => ({ ...feedback, helpUsImprove: 'da non mandare' }))
    const reply = await receiver.post({ ...payload, feedbacks })
    if (reply.ok) await noteAccepted(acting, id, outgoing)
    else await noteFailure(acting, id, { ...reply, state: 'refused', minute: 0 })
  })
  assert.match((await judge(talkative)).wrong.join('\n'), /the receiver holds $/m)
})
