// SPDX-License-Identifier: AGPL-3.0-or-later
// The component as a person and as a checker of sites see it.
import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import mandated from './mandated.json' with { type: 'json' }

/** Parts by the names the rules for sites give them; the first on the page unless another is meant. */
export function parts(page: Page, nth = 0) {
  const part = (name: string): Locator => page.locator(`[data-element="${name}"]`)
  const root = part('feedback').nth(nth)
  const within = (name: string): Locator => root.locator(`[data-element="${name}"]`)
  return {
    root,
    title: within('feedback-title'),
    star: (count: number) => within(`feedback-rate-${count}`),
    positive: within('feedback-rating-positive'),
    negative: within('feedback-rating-negative'),
    detail: within('feedback-input-text'),
    next: root.getByRole('button', { name: 'Avanti' }),
    back: root.getByRole('button', { name: 'Indietro' }),
    status: root.getByRole('status'),
    thanks: root.getByText('Grazie, il tuo parere ci aiuterà a migliorare il servizio!'),
  }
}

export interface Seen {
  positive: boolean
  negative: boolean
}

/** Whether each fieldset can be seen, measured in the same turn as the click: what comes later does not count. */
export function clickAndMeasure(page: Page, count: number): Promise<Seen> {
  return page.evaluate((count) => {
    const part = (name: string) => document.querySelector<HTMLElement>(`[data-element="${name}"]`)!
    part(`feedback-rate-${count}`).click()
    const isSeen = (element: HTMLElement): boolean => {
      const { top, bottom, width, height } = element.getBoundingClientRect()
      const { visibility } = getComputedStyle(element)
      return visibility !== 'hidden' && top > 0 && bottom > 0 && width > 0 && height > 0
    }
    return { positive: isSeen(part('feedback-rating-positive')), negative: isSeen(part('feedback-rating-negative')) }
  }, count)
}

/** What is written in a part and its answers, as a checker compares it. */
export function textsOf(part: Locator): Promise<string[]> {
  return part.evaluate((element) => {
    const texts = element.querySelectorAll(
      '[data-element="feedback-rating-question"],[data-element="feedback-rating-answer"]',
    )
    return Array.from(texts, ({ textContent }) => textContent!.trim())
  })
}

/** @throws AssertionError when a part or a word that the rules for sites ask for is not there, or not in its place. */
export async function assertMandatedParts(page: Page): Promise<void> {
  const { root, title, star, positive, negative, detail } = parts(page)
  await title.waitFor()
  assert.equal((await title.textContent())!.trim(), mandated.title)
  assert.equal(await title.evaluate(({ tagName }) => tagName), 'H2')
  for (let count = 1; count <= 5; count++) assert.equal(await star(count).count(), 1)
  for (const fieldset of [positive, negative]) {
    assert.equal(await fieldset.count(), 1, 'in the page from the start')
    assert.equal(await fieldset.evaluate(({ tagName }) => tagName), 'FIELDSET')
    assert.equal(await fieldset.evaluate((element) => getComputedStyle(element).display), 'none')
    assert.equal(await fieldset.locator('[data-element="feedback-rating-answer"] *').count(), 0)
  }
  assert.deepEqual(await textsOf(positive), mandated.positive)
  assert.deepEqual(await textsOf(negative), mandated.negative)
  assert.equal(await detail.getAttribute('maxlength'), '200')
  const text = (await root.textContent())!
  for (const words of mandated.template) assert.ok(text.includes(words), words)
  assert.ok(await root.evaluate((element) => element.getRootNode() === document), 'no shadow, no frame')
}

/** As a checker of sites does it: each star, the network still, the same star again, both fieldsets measured at once. */
export async function assertBranches(page: Page): Promise<void> {
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  await page.waitForLoadState('networkidle')
  for (let count = 1; count <= 5; count++) {
    const wanted = { positive: count > 3, negative: count <= 3 }
    assert.deepEqual(await clickAndMeasure(page, count), wanted, `${count} stars, first click`)
    await page.waitForLoadState('networkidle')
    for (const time of ['second', 'third'])
      assert.deepEqual(await clickAndMeasure(page, count), wanted, `${count} stars, ${time} click`)
    const checked = await page.evaluate(() => document.querySelector<HTMLInputElement>('.ascolto :checked')?.value)
    assert.equal(checked, `${count}`, 'no click takes the star back')
  }
}
