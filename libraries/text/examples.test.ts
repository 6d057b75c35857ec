// SPDX-License-Identifier: AGPL-3.0-or-later
// Every `@example call // result` in the library is run: what a comment promises is what the function gives. And the library
// makes a bundle for a browser, in which what is not used weighs nothing.
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { build } from 'esbuild'
import { examplesHold } from '../../tools/test/examples.ts'

const folder = new URL('./', import.meta.url)

examplesHold('text', 14)

async function bundled(code: string): Promise<string> {
  const result = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(folder), loader: 'ts' },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    write: false,
    logLevel: 'silent',
  })
  return result.outputFiles[0]!.text
}

test('the library runs in a browser, and redaction alone carries neither codebook nor languages', async () => {
  const all = await bundled(`import * as text from './index.ts'
    import { languageOf } from './words/language.ts'
    globalThis.result = [text.redact('tel 333 1234567').text, text.stem('attese'), languageOf('die Seite geht nicht').language,
      text.nearDuplicates(['a b', 'AB']).length, text.findThemes(['errore']).coded[0][0].theme]`)
  const context: Record<string, unknown> = {}
  runInNewContext(all, context)
  assert.equal(JSON.stringify(context['result']), JSON.stringify(['tel [telefono]', 'attes', 'de', 1, 'errori']))
  const redaction = await bundled(`import { redact } from './index.ts'
    globalThis.result = redact('a@b.it').text`)
  assert.ok(!redaction.includes('temi-2026.1') && redaction.length < 100_000, String(redaction.length))
})
