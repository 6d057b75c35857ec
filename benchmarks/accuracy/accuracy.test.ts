// SPDX-License-Identifier: AGPL-3.0-or-later
// Every bar of the simulations holds, and docs/methods/accuracy.md shows what they give.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { holds, line } from '../figures.ts'
import { comparisonFigures } from './comparison.ts'
import { simulations } from './index.ts'

const page = readFileSync(new URL('../../docs/methods/accuracy.md', import.meta.url), 'utf8')
const draws = 1000

for (const [name, simulate] of Object.entries(simulations))
  test(`${name}: every bar holds, and the page says so`, async () => {
    for (const figure of await simulate(draws)) {
      const said = line(figure)
      assert.notEqual(holds(figure), false, said)
      assert.ok(Number.isFinite(figure.value) && (figure.error ?? 0) >= 0, said)
      assert.ok(page.split('\n').includes(said.trimEnd()), `docs/methods/accuracy.md does not say:\n${said}`)
    }
  })

test('a simulation gives the same figures each time', () => {
  assert.deepEqual(comparisonFigures(50), comparisonFigures(50))
})
