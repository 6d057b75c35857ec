// SPDX-License-Identifier: AGPL-3.0-or-later
// The answers of the widget: the rating alone, what completes it, what corrects it, and what comes twice.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compose } from '@ascolto/questionnaire'
import { assign, ensureVersion } from '../../catalogue/index.ts'
import { createServerOf } from './testing.ts'

test('the rating alone is an answer; what follows completes the same one', async () => {
  const { send, sent, stored, collect } = await createServerOf('page')
  const first = await send('risposte', sent({ language: 'de' }))
  assert.equal(first.statusCode, 201, first.body)
  const { receipt, correction } = first.json()
  assert.equal(correction, `/v/pag234/de/r/${receipt}`)
  assert.equal(first.headers['cache-control'], 'no-store')
  assert.deepEqual(await stored(), [
    { codes: [4, -1, -2, -1, -1], suggestion: null, language: 'de', stream: 'spontaneous' },
  ])

  const answers = { clarity: 4, liked: [1, 5], found: 2, suggestion: 'Scrivete a mario@esempio.it' }
  const second = await send('risposte', sent({ receipt, answers, language: 'de' }))
  assert.equal(second.statusCode, 200, second.body)
  assert.equal(second.json().receipt, receipt)
  const [row, ...others] = await stored()
  assert.equal(others.length, 0)
  assert.deepEqual(row, {
    codes: [4, 17, -2, 2, 1],
    suggestion: 'Scrivete a [e-mail]',
    language: 'de',
    stream: 'spontaneous',
  })
  await collect.flush()
  const [counter] = await collect.db`select opened, answered, completed from collect.counter`
  assert.deepEqual({ ...counter }, { opened: 0, answered: 1, completed: 1 })
  const [sums] = await collect.db`select sum(sign)::int as n from collect.pending`
  assert.equal(sums!['n'], 1)
})

test('another star takes the other branch back, and what is no longer said is taken back', async () => {
  const { send, sent, stored } = await createServerOf('page')
  const { receipt } = (await send('risposte', sent())).json()
  await send('risposte', sent({ receipt, answers: { clarity: 4, liked: [1], found: 3, suggestion: 'Bene' } }))
  const changed = await send('risposte', sent({ receipt, answers: { clarity: 2, hindered: [2] } }))
  assert.equal(changed.statusCode, 200, changed.body)
  assert.deepEqual(
    (await stored()).map(({ codes, suggestion }) => ({ codes, suggestion })),
    [{ codes: [2, -2, 2, -1, -1], suggestion: null }],
  )
})

test('what was said on our own pages stays when the widget says more', async () => {
  const { send, sent, stored, collect } = await createServerOf('procedure')
  const { receipt, correction } = (await send('risposte', sent())).json()
  assert.equal((await collect.post(correction, 'trust=5&who=2')).statusCode, 303)
  await send('risposte', sent({ receipt, answers: { ease: 4, outcome: 3 } }))
  const { document } = compose('procedura', { who: true })
  const value = (codes: number[], id: string) => codes[document.items.findIndex((item) => item.id === id)]
  const [row] = await stored()
  assert.deepEqual(
    ['ease', 'outcome', 'trust', 'who'].map((id) => value(row!.codes, id)),
    [4, 3, 5, 2],
  )
})

test('an answer whose reply was lost counts once, whatever was said meanwhile', async () => {
  const { send, sent, stored, collect } = await createServerOf('page')
  const first = await send('risposte', sent())
  const again = await send('risposte', sent())
  assert.equal(again.statusCode, 200)
  assert.deepEqual(again.json(), first.json())
  const more = await send('risposte', sent({ answers: { clarity: 1, hindered: [4] } }))
  assert.equal(more.json().receipt, first.json().receipt)
  assert.deepEqual(
    (await stored()).map(({ codes }) => codes),
    [[1, -2, 8, -1, -1]],
  )
  await collect.flush()
  const [counter] = await collect.db`select answered, completed from collect.counter`
  assert.deepEqual({ ...counter }, { answered: 1, completed: 1 })
})

test('an answer that comes whole at once counts as answered and completed', async () => {
  const { send, sent, collect } = await createServerOf('page')
  await send('risposte', sent({ answers: { clarity: 5, found: 3 } }))
  await collect.flush()
  const [counter] = await collect.db`select answered, completed from collect.counter`
  assert.deepEqual({ ...counter }, { answered: 1, completed: 1 })
})

test('a page open since yesterday answers what it asked, an older one is told that the question changed', async () => {
  const { send, sent, stored, collect, touchpointId } = await createServerOf('page')
  const { context, clock } = collect
  const other = await ensureVersion(context, compose('consultazione'))
  await assign(context, touchpointId, other, '2026-03-10')
  assert.equal((await send('risposte', sent())).statusCode, 201)
  const [row] =
    await collect.db`select instrument from catalogue.instrument_version v, collect.answer a where v.id = a.version_id`
  assert.equal(row!['instrument'], 'pagina')
  clock.now = new Date('2026-03-11T10:00:00Z')
  const late = await send('risposte', sent({ key: 'f'.repeat(32) }))
  assert.equal(late.statusCode, 409)
  assert.equal(late.json().code, 'questionnaire-changed')
  assert.equal((await stored()).length, 1)
})

test('what is wrong is refused and changes nothing', async () => {
  const { send, sent, stored } = await createServerOf('page')
  const wrong = [
    [422, sent({ answers: {} })],
    [422, sent({ answers: { clarity: 6 } })],
    [422, sent({ answers: { clarity: 4, hindered: [1] } })],
    [422, sent({ answers: { clarity: 4, ease: 1 } })],
    [422, sent({ answers: { clarity: 4, suggestion: 'x'.repeat(1001) } })],
    [400, sent({ key: 'short' })],
    [400, sent({ language: 'es' })],
    [400, sent({ version: 'x' })],
    [400, sent({ stream: 'invited' })],
    [400, sent({ answers: [] })],
    [409, sent({ version: '0'.repeat(64) })],
    [404, sent({ receipt: 'x'.repeat(62) })],
    [400, 'not an object'],
  ] as const
  for (const [status, body] of wrong)
    assert.equal((await send('risposte', body)).statusCode, status, JSON.stringify(body))
  assert.deepEqual(await stored(), [])
})

test('when the hour is over the answer stays as it is', async () => {
  const { send, sent, stored, collect } = await createServerOf('page')
  const { receipt } = (await send('risposte', sent())).json()
  collect.clock.now = new Date('2026-03-10T11:05:00Z')
  const late = await send('risposte', sent({ receipt, answers: { clarity: 1 } }))
  assert.equal(late.statusCode, 410)
  assert.equal(late.json().code, 'receipt-expired')
  assert.deepEqual((await stored())[0]!.codes, [4, -1, -2, -1, -1])
})

test('while answers cannot be stored the page is told when to try again, and may read it', async () => {
  const { send, sent, stored, collect } = await createServerOf('page')
  await collect.db.unsafe(`create function collect.fail() returns trigger language plpgsql as $$ begin
    raise exception 'full' using errcode = '53100'; end $$;
    create trigger fail before insert on collect.pending for each row execute function collect.fail()`)
  const refused = await send('risposte', sent())
  assert.equal(refused.statusCode, 503)
  assert.equal(refused.headers['retry-after'], '5')
  assert.equal(refused.headers['access-control-allow-origin'], 'https://www.inps.it')
  await collect.db.unsafe('drop trigger fail on collect.pending')
  assert.equal((await send('risposte', sent())).statusCode, 201)
  assert.equal((await stored()).length, 1)
})
