// SPDX-License-Identifier: AGPL-3.0-or-later
// The person who works with lists on a small screen, or enlarges everything fourfold: each list of the workspace, with rows in
// it, is read without moving it sideways, in both languages and in the dark.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { setLanguage } from '../../platform/src/bodies/index.ts'
import { assertAccessible, assertNoSidewaysScroll, journeysOf } from '../stage.ts'
import { fillLists, type Filled } from './fill-lists.ts'

let filled: Filled

/** @returns how many links and buttons of rows the tab key came to, from the beginning of the page to its end. */
async function tabThrough(page: Page): Promise<number> {
  for (;;) {
    await page.keyboard.press('Tab')
    // A field for a day is gone through in several steps; back at any other place, all have been seen.
    const goesOn = await page.evaluate(() => {
      const here = document.activeElement
      const last = document.querySelector('[data-reached="last"]')
      if (here === null || here === document.body || (here !== last && here.hasAttribute('data-reached'))) return false
      last?.setAttribute('data-reached', '')
      here.setAttribute('data-reached', 'last')
      return true
    })
    if (!goesOn) return await page.locator('table.rows [data-reached]').count()
  }
}

journeysOf(
  'the person who works with lists',
  (journey) => {
    for (const language of ['it', 'en'] as const) {
      journey(`reads each of them on 320 px in the dark, in ${language}`, async (stage) => {
        for (const { person, addresses } of filled.pages) {
          await setLanguage(stage.context, person.account.id, language)
          const page = await stage.openAs(person, { viewport: { width: 320, height: 640 }, colorScheme: 'dark' })
          for (const address of addresses) {
            const reply = await page.goto(address)
            assert.equal(reply?.status(), 200, address)
            assert.equal(await page.locator('html').getAttribute('lang'), language, address)
            assert.ok((await page.locator('table.rows tbody tr').count()) > 0, `${address} has no rows`)
            await page.evaluate(() => document.querySelectorAll('details').forEach((each) => (each.open = true)))
            await assertAccessible(page)
            await assertNoSidewaysScroll(page)
          }
        }
      })
    }

    journey('comes to all that the rows link to and do by the tab key alone', async (stage) => {
      for (const { person, addresses } of filled.pages) {
        const page = await stage.openAs(person, { viewport: { width: 320, height: 640 } })
        for (const address of addresses) {
          await page.goto(address)
          const wanted = await page.locator('table.rows :is(a, button, summary)').count()
          assert.equal(await tabThrough(page), wanted, address)
        }
      }
    })
  },
  async ({ context }) => {
    filled = await fillLists(context)
  },
)
