// SPDX-License-Identifier: AGPL-3.0-or-later
// A code is spent exactly when an answer is kept, whoever comes at once and whatever breaks; databases that are wrong on purpose
// are caught by the same judge.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { compose } from '@ascolto/questionnaire'
import { findTouchpoint, forgetTouchpoints } from '../../bodies/index.ts'
import { createIntake, type Outcome } from '../intake/index.ts'
import { codes as touchpoints, mutate, testCollect } from '../testing.ts'
import { hashCode } from './code-text.ts'
import { codesKey, listBatches, revokeCodes } from './index.ts'
import { answer, answered, issue, unspent, type Collect } from './testing.ts'

const [invited, patience] = ['invited email code', 600_000]

/** Sends answers by codes that are good, were used, were revoked, and come twice. @returns what is not as it should be. */
async function judge(collect: Collect): Promise<string[]> {
  const { context } = collect
  const found = (await findTouchpoint(context, touchpoints.procedure))!
  const lost = await issue(context, { number: '10', note: 'Persi' })
  await revokeCodes(context, found, (await listBatches(context, found.touchpoint))[0]!.id, { pseudonym: randomUUID() })
  const good = await issue(context, { number: '20' })
  const statuses = async (sent: readonly string[]): Promise<string> => {
    const replies = await Promise.all(sent.map((code) => answer(collect, code)))
    return [303, 409, 503].map((status) => replies.filter(({ statusCode }) => statusCode === status).length).join(' ')
  }
  const expected = { revoked: '0 10 0', good: '20 0 0', twice: '0 20 0' }
  const got = { revoked: await statuses(lost), good: await statuses(good), twice: await statuses(good) }
  const [kept, left] = [(await answered(collect))[invited] ?? 0, await unspent(collect)]
  return [
    ...Object.entries(expected).flatMap(([name, value]) =>
      got[name as 'good'] === value ? [] : [`${name}: ${got[name as 'good']}`],
    ),
    ...(kept === 20 ? [] : [`${kept} answers kept`]),
    ...(left === 10 ? [] : [`${left} codes left`]),
  ]
}

test('a code that is good is an answer, and no other is', async () => {
  const collect = await testCollect()
  assert.deepEqual(await judge(collect), [])
  await collect.close()
})

const mutants: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'takes an answer whose code is not there': ['if found_codes < wanted then raise no_data_found; end if;', ''],
  'leaves the code where it is': [
    'where code.service_id = chosen.service_id',
    'where false and code.service_id = chosen.service_id',
  ],
  'takes a code that was revoked': ['batch.revoked_on is null', 'true'],
  'spends codes and keeps no answer': ['insert into collect.answer (', 'insert into collect.elsewhere ('],
}
for (const [name, [from, to]] of Object.entries(mutants))
  test(`a database that ${name} is caught`, async () => {
    const collect = await testCollect()
    await collect.db`create table collect.elsewhere (like collect.answer)`
    await mutate(collect.db, 'collect.take_new', from, to)
    assert.notDeepEqual(await judge(collect), [])
    await collect.close()
  })

test('when the answer cannot be kept its code is not spent, and the same answer is taken afterwards', async () => {
  const collect = await testCollect()
  const [code = ''] = await issue(collect.context)
  await collect.db.unsafe(`
    create function collect.refuse() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = 'disk_full'; end $$;
    create trigger refuse before insert on collect.answer for each row execute function collect.refuse()`)
  const key = randomUUID()
  const refused = await answer(collect, code, key)
  assert.equal(refused.statusCode, 503)
  assert.ok(refused.headers['retry-after'])
  assert.ok(
    refused.body.includes(`<input type="hidden" name="i" value="${code}">`),
    'the code is kept for the next try',
  )
  assert.equal(await unspent(collect), 10)
  await collect.db`drop trigger refuse on collect.answer`
  assert.equal((await answer(collect, code, key)).statusCode, 303)
  assert.equal(await unspent(collect), 9)
  assert.deepEqual(await answered(collect), { [invited]: 1 })
  await collect.close()
})

test('two processes that get the same codes at once, in different order, keep one answer for each and never wait in a circle', async () => {
  const collect = await testCollect({ queueLimit: 5000 })
  const { context } = collect
  const codes = await issue(context, { number: '200' })
  const key = await codesKey(context)
  const { touchpoint } = (await findTouchpoint(context, touchpoints.procedure))!
  const [version] = await context.db<
    { id: number }[]
  >`select version_id as id from catalogue.assignment where touchpoint_id = ${touchpoint.id}`
  const intakes = await Promise.all([createIntake(context, patience), createIntake({ ...context }, patience)])
  const send = (place: number, code: string): Promise<Outcome> =>
    intakes[place]!.submit({
      ...{
        touchpoint,
        versionId: version!.id,
        document: compose('procedura', { who: true }).document,
        key: randomUUID(),
      },
      ...{
        language: 'it',
        device: 'phone',
        stream: 'spontaneous',
        channel: 'email',
        userKind: 'unknown',
        input: { ease: 4 },
      },
      spends: hashCode(key, touchpoint.code, code),
    })
  const outcomes = await Promise.all([
    ...codes.map((code) => send(0, code)),
    ...codes.toReversed().map((code) => send(1, code)),
  ])
  const kinds = outcomes.map(({ kind }) => kind)
  assert.deepEqual(
    ['accepted', 'spent'].map((kind) => kinds.filter((one) => one === kind).length),
    [200, 200],
  )
  assert.equal(await unspent(collect), 0)
  assert.deepEqual(await answered(collect), { [invited]: 200 })
  for (const intake of intakes) await intake.close()
  await collect.close()
})

test('the codes of a touchpoint that was merged into another one go on, and are of the other one then', async () => {
  const collect = await testCollect()
  const [code = ''] = await issue(collect.context)
  await collect.db`
    update bodies.touchpoint set merged_into = (select id from bodies.touchpoint where code = ${touchpoints.page}) where code = ${touchpoints.procedure}`
  forgetTouchpoints(collect.context)
  const reply = await collect.post(`/v/${touchpoints.procedure}`, { clarity: '4', key: randomUUID(), i: code })
  assert.equal(reply.statusCode, 303, reply.body)
  assert.equal(await unspent(collect), 9)
  const [row] = await collect.db`
    select answer.stream, assurance, touchpoint.code from collect.answer join bodies.touchpoint on touchpoint.id = touchpoint_id`
  assert.deepEqual({ ...row }, { stream: 'invited', assurance: 'code', code: touchpoints.page })
  await collect.close()
})
