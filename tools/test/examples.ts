// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: every `@example call // result` of a library is run, so that what a comment promises is what the function gives.
// A number that goes on ends in …; of a result with many parts those that are named count (`value 76, low 62.46…`). A call
// may use whatever the library exports, and may await. An example that promises nothing is refused.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isTest, listFiles, projectRoot } from '../source-files.ts'

type Names = Readonly<Record<string, unknown>>

/** @param name of the library. @param least how many examples there are at least, so that none goes unseen. */
export function examplesHold(name: string, least: number): void {
  test('the examples in the comments are true', async () => {
    const count = await runExamples(`libraries/${name}`)
    assert.ok(count >= least, String(count))
  })
}

/** @param folder from the root. @returns how many examples were run; throws at one that is not true. */
export async function runExamples(folder: string): Promise<number> {
  const face = (await import(join(projectRoot, folder, 'index.ts'))) as Names
  let count = 0
  for (const path of listFiles(projectRoot, folder, ['.ts']).filter((file) => !isTest(file))) {
    const file = join(projectRoot, path)
    const text = readFileSync(file, 'utf8')
    const examples = [...text.matchAll(/@example (.+?) \/\/ (.+?)(?: \*\/)?$/gm)]
    assert.equal(examples.length, text.split('@example').length - 1, `${path}: an example promises nothing`)
    if (examples.length === 0) continue
    const names = { ...face, ...((await import(file)) as Names) }
    for (const [, call, promised] of examples) {
      promiseHolds(await evaluate(`return (${call})`, names), promised!, `${path}: ${call}`)
      count++
    }
  }
  return count
}

/** @param code the body of a function that may await and knows these names. */
export function evaluate(code: string, names: Names): Promise<unknown> {
  // oxlint-disable-next-line typescript/no-implied-eval -- what a page of ours shows is what must be run
  return new Function(...Object.keys(names), `return (async () => {${code}\n})()`)(
    ...Object.values(names),
  ) as Promise<unknown>
}

export function promiseHolds(given: unknown, promised: string, what = ''): void {
  assert.doesNotThrow(() => agrees(given, promised), `${what} is ${JSON.stringify(given)}, not ${promised}`)
}

export function agrees(given: unknown, promised: string): void {
  if (/^[a-z]\w* [-\d.…]+(, [a-z]\w* [-\d.…]+)*$/i.test(promised)) {
    for (const part of promised.split(', ')) {
      const [name, value] = part.split(' ') as [string, string]
      agrees((given as Names)[name], value)
    }
  } else if (promised.endsWith('…')) assert.ok(String(given).startsWith(promised.slice(0, -1)))
  // oxlint-disable-next-line typescript/no-implied-eval -- a promise is written as code
  else same(given, new Function(`return (${promised})`)())
}

function same(given: unknown, promised: unknown): void {
  if (typeof promised === 'number')
    assert.ok(Math.abs((given as number) - promised) <= 1e-12 * Math.max(1, Math.abs(promised)))
  else if (!Array.isArray(promised)) assert.deepEqual(given, promised)
  else {
    assert.equal((given as unknown[]).length, promised.length)
    promised.forEach((one, index) => same((given as unknown[])[index], one))
  }
}
