// SPDX-License-Identifier: AGPL-3.0-or-later
// What a journey asks of a browser is so: a journey without scripts that ran with them would prove nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserNames, findBrowser, nameOf, without } from '../tools/test/machine/browsers.ts'
import { start } from './browsers.ts'

const wishes = [
  { javaScriptEnabled: true, colorScheme: 'light', reducedMotion: 'no-preference' },
  { javaScriptEnabled: true, colorScheme: 'dark', reducedMotion: 'reduce' },
  { javaScriptEnabled: false, colorScheme: 'light', reducedMotion: 'no-preference' },
] as const

for (const browser of browserNames) {
  test(`${nameOf(browser)} has scripts, colours and motion as a journey asks for them`, async (t) => {
    const executable = findBrowser(browser)
    if (executable === null) return t.skip(without(browser))
    const running = await start[browser](executable)
    t.after(() => running.close())
    for (const wish of wishes) {
      const page = await (await running.newContext({ locale: 'it-IT', ...wish })).newPage()
      await page.goto('data:text/html,<title>no</title><script>document.title="yes"</script>')
      assert.equal(await page.title(), wish.javaScriptEnabled ? 'yes' : 'no')
      const [dark, still, language] = await page.evaluate(() => [
        matchMedia('(prefers-color-scheme: dark)').matches,
        matchMedia('(prefers-reduced-motion: reduce)').matches,
        navigator.language,
      ])
      const { colorScheme, reducedMotion } = wish
      assert.deepEqual([dark, still, language], [colorScheme === 'dark', reducedMotion === 'reduce', 'it-IT'])
    }
  })
}
