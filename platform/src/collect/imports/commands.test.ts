// SPDX-License-Identifier: AGPL-3.0-or-later
// The imports as the command line calls them: what was wrong is said in words, and the exit code is honest.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { testDatabase } from '../../base/database/testing.ts'
import { PlatformError } from '../../base/errors.ts'
import { bodiesCommands } from '../../bodies/index.ts'
import { importCommands } from './commands.ts'

const commands = [...bodiesCommands, ...importCommands]
const now = () => new Date('2026-06-10T10:00:00Z')

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'ascolto-import-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

async function called(name: string, positionals: string[], open = async () => (await testDatabase({ now })).context) {
  const lines: string[] = []
  const io = { json: false, print: (line: string) => void lines.push(line), progress: () => {} }
  const command = commands.find((candidate) => candidate.name === name)!
  const status = await command.run({ positionals, options: {}, io, openContext: open })
  return { status, words: lines.join('\n') }
}

test('a file that cannot be opened is told before anything is opened', async (t) => {
  const folder = folderOf(t)
  const never = () => assert.fail('an installation was opened')
  for (const { name } of commands) {
    for (const [path, words] of [
      [join(folder, 'manca.csv'), /manca\.csv» non c’è\./],
      [folder, /non è un file\./],
    ] as const) {
      await assert.rejects(
        called(name, [path], never),
        (error) => error instanceof PlatformError && words.test(error.message),
      )
    }
    for (const positionals of [[], ['a', 'b']]) {
      await assert.rejects(called(name, positionals, never), { message: /^serve un file/, exitCode: 2 })
    }
  }
})

test('a file all rows of which are refused has failed', async (t) => {
  const folder = folderOf(t)
  const { db, context } = await testDatabase({ now })
  await db`insert into bodies.body (ipa_code, name, sort_name) values ('m_it', 'Interno', 'interno'), ('uni_na', 'Napoli', 'napoli')`
  const run = async (name: string, text: string) => {
    const path = join(folder, 'file.csv')
    writeFileSync(path, text)
    return await called(name, [path], async () => context)
  }
  const counts = 'MESE,ANNO,UTILE,NON_UTILE\n'
  assert.equal((await run('import counts', `${counts}13,2026,1,2\n`)).status, 1)
  assert.equal((await run('import counts', `${counts}13,2026,1,2\n4,2026,1,2\n`)).status, 0)
  const answers = 'faculty,informat,willingn,officeho,compete,global\n'
  const failed = await run('import answers', `${answers}1,99,6,7,5,7\n`)
  assert.deepEqual([failed.status, /Righe rifiutate: 1/.test(failed.words)], [1, true], failed.words)
  assert.equal((await run('import answers', `${answers}1,5,6,7,5,7\n1,99,6,7,5,7\n`)).status, 0)
  const comuni =
    "Codice Regione;Codice Comune formato alfanumerico;Denominazione in italiano;Denominazione dell'Unità;Sigla automobilistica;Codice Catastale\n"
  await assert.rejects(
    run('import comuni', `${comuni}99;1;x;x;x;x\n`),
    /nemmeno un comune leggibile\. Riga 2: codice cat/,
  )
  await assert.rejects(run('import comuni', '[{"codice": "001001"}]'), /È JSON: serve una tabella di testo \(CSV\)/)
})
