// SPDX-License-Identifier: AGPL-3.0-or-later
// Every `@example call // result` in the library is run: what a comment promises is what the function gives. A number that
// goes on ends in …; of a result with many parts those that are named count.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const folder = new URL('./', import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('node_modules'),
)

function agrees(given: unknown, promised: string): void {
  if (/^[a-z]\w* [-\d.…]+(, [a-z]\w* [-\d.…]+)*$/i.test(promised)) {
    for (const part of promised.split(', ')) {
      const [name, value] = part.split(' ') as [string, string]
      agrees((given as Record<string, unknown>)[name], value)
    }
  } else if (promised.endsWith('…')) assert.ok(String(given).startsWith(promised.slice(0, -1)))
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

test('the examples in the comments are true', async () => {
  let count = 0
  for (const path of files) {
    const text = readFileSync(new URL(path, folder), 'utf8')
    for (const [, call, promised] of text.matchAll(/@example (.+?) \/\/ (.+?)(?: \*\/)?$/gm)) {
      const module = (await import(new URL(path, folder).href)) as Record<string, unknown>
      const given: unknown = new Function(...Object.keys(module), `return (${call})`)(...Object.values(module))
      assert.doesNotThrow(
        () => agrees(given, promised!),
        `${path}: ${call} is ${JSON.stringify(given)}, not ${promised}`,
      )
      count++
    }
  }
  assert.ok(count >= 39, String(count))
})

test('a promise that does not hold is seen', () => {
  for (const [given, promised] of [
    [2.5, '2.4…'],
    [[1, 2], '[1, 3]'],
    [[1, 2, 3], '[1, 2]'],
    [{ value: 1, low: 0.2 }, 'value 1, low 0.3'],
    ['A', "'B'"],
  ] as const)
    assert.throws(() => agrees(given, promised))
})
