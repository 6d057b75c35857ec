// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../../platform/src/base/config/index.ts'
import { ensureChromium, findChromium, withoutChromium } from './chromium.ts'

test('the configured Chromium is taken, and no other in its place when it is missing', () => {
  assert.equal(findChromium(readConfig({ chromium: process.execPath }, {})), process.execPath)
  assert.equal(findChromium(readConfig({ chromium: '/nowhere/chromium' }, {})), null)
})

test('where Chromium is there, nothing is installed and nothing is said', async (t) => {
  const found = findChromium()
  if (found === null) return t.skip(withoutChromium)
  const said: string[] = []
  assert.equal(await ensureChromium((line) => said.push(line)), found)
  assert.deepEqual(said, [])
})
