// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../../../platform/src/base/config/index.ts'
import { browserNames, ensureBrowser, findBrowser, nameOf, without } from './browsers.ts'

for (const browser of browserNames) {
  test(`the configured ${nameOf(browser)} is taken, and no other in its place when it is missing`, () => {
    assert.equal(findBrowser(browser, readConfig({ [browser]: process.execPath }, {})), process.execPath)
    assert.equal(findBrowser(browser, readConfig({ [browser]: '/nowhere/browser' }, {})), null)
  })

  test(`where ${nameOf(browser)} is there, nothing is installed and nothing is said`, async (t) => {
    const found = findBrowser(browser)
    if (found === null) return t.skip(without(browser))
    const said: string[] = []
    assert.equal(await ensureBrowser(browser, (line) => said.push(line)), found)
    assert.deepEqual(said, [])
  })
}
