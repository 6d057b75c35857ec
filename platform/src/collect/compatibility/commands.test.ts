// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createServerOf } from '../widget/testing.ts'
import { compatibilityCommands } from './commands.ts'

test('the command says what waits for which words, and takes a file of more', async (t) => {
  const { collect, address, stored } = await createServerOf('page')
  const folder = mkdtempSync(join(tmpdir(), 'wordings-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const fields = { action: 'save_rating', star: '3', radioResponse: 'Non si capiva niente', freeText: 'null' }
  await collect.post(`${address}/compat/wordpress`, fields)
  const run = async (options: Record<string, string | boolean> = {}, json = false): Promise<[number, string]> => {
    const lines: string[] = []
    const io = { print: (line: string) => lines.push(line), progress: () => {}, json }
    const input = { positionals: [], options, io, openContext: async () => collect.context }
    return [await compatibilityCommands[0]!.run(input), lines.join('\n')]
  }
  const waits = 'Risposte riconosciute: 0.\nIn attesa: 1, risposta non riconosciuta.\n  «Non si capiva niente» (1)'
  assert.deepEqual(await run(), [0, waits])
  for (const text of ['no json', '{}', '[{"item":"hindered"}]'])
    assert.equal((await run({ wordings: file('wrong.json', text) }))[0], 2)
  const more = file('more.json', '[{"item":"hindered","code":1,"texts":["non si capiva niente"]}]')
  assert.deepEqual(await run({ wordings: more, dry: true }), [0, 'Risposte riconosciute: 1.'])
  assert.deepEqual(await stored(), [])
  assert.deepEqual(await run({ wordings: more }, true), [0, '{"taken":1,"waiting":{},"words":{}}'])
  assert.deepEqual((await stored())[0]!.codes, [3, -2, 1, -1, -1])
})
