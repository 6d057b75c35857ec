// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findByCode } from '../subject.ts'
import { widgetCommands } from './commands.ts'
import { inviteOneIn, oneInOf } from './invitation.ts'
import { createServerOf } from './testing.ts'

async function invite(context: Parameters<typeof findByCode>[0], ...argv: string[]): Promise<[number, string]> {
  const [code, oneIn] = argv
  const lines: string[] = []
  const io = { print: (line: string) => lines.push(line), progress: () => {}, json: false }
  const positionals = code === undefined ? [] : [code]
  const input = { positionals, options: { 'one-in': oneIn }, io, openContext: async () => context }
  return [await widgetCommands[0]!.run(input), lines.join('\n')]
}

test('one in so many is invited from a day on, and the share of every day is kept', async () => {
  const { collect, configuration } = await createServerOf('page', { stream: 'invited' })
  const { context } = collect
  const found = (await findByCode(context, 'pag234'))!
  assert.equal(await oneInOf(context, found, '2026-03-10'), 1)
  assert.deepEqual(await invite(context, 'pag234', '5'), [
    0,
    'Da oggi (2026-03-10) è invitata una persona su 5 di quelle che finiscono.',
  ])
  await inviteOneIn(context, found, 8, '2026-04-01')
  await inviteOneIn(context, found, 3, '2026-04-01')
  const shares = await Promise.all(
    (['2026-03-09', '2026-03-10', '2026-03-31', '2026-04-02'] as const).map((day) => oneInOf(context, found, day)),
  )
  assert.deepEqual(shares, [1, 5, 5, 3])
  const told = await configuration('it')
  assert.deepEqual([told.invited, told.oneIn], [true, 5])
})

test('where whoever wants to answers, nobody is drawn', async () => {
  const { collect, configuration } = await createServerOf('page')
  const { context } = collect
  const [code, said] = await invite(context, 'pag234', '5')
  assert.equal(code, 1)
  assert.match(said, /su invito/)
  await inviteOneIn(context, (await findByCode(context, 'pag234'))!, 5, '2026-03-01')
  const told = await configuration('it')
  assert.deepEqual([told.invited, told.oneIn], [false, 1])
})

test('a share that is none is not taken', async () => {
  const { collect } = await createServerOf('page', { stream: 'invited' })
  for (const oneIn of ['0', '-1', '2.5', 'x', '10001', undefined])
    assert.equal((await invite(collect.context, 'pag234', ...(oneIn === undefined ? [] : [oneIn])))[0], 2, oneIn)
  assert.equal((await invite(collect.context))[0], 2)
  assert.equal((await invite(collect.context, 'zzzzzz', '2'))[0], 1)
})
