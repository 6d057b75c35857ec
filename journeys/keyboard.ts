// SPDX-License-Identifier: AGPL-3.0-or-later
// A person who has no mouse, and a look at each page they come to: at axe's findings and at every width it is read in.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { assertAccessible, assertNoSidewaysScroll } from './stage.ts'

type Role = 'link' | 'button' | 'textbox' | 'spinbutton' | 'combobox' | 'radio'

/** Goes on with the tab key until this is where the keys go. */
export async function tabTo(page: Page, role: Role, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name }).first()
  for (let n = 0; n < 60; n++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`the tab key does not come to ${name}`)
}

/** Waits for the page it leads to. */
export async function press(page: Page, role: 'link' | 'button', name: string | RegExp): Promise<void> {
  await tabTo(page, role, name)
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
}

/** Axe runs as a script of the page, so a page without scripts is not looked at. */
export async function check(page: Page, scripts: boolean): Promise<void> {
  if (!scripts) return
  await assertAccessible(page)
  for (const width of [1280, 375, 320]) {
    await page.setViewportSize({ width, height: 900 })
    await assertNoSidewaysScroll(page)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}
