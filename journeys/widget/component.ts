// SPDX-License-Identifier: AGPL-3.0-or-later
// The component as a person and as a checker of sites see it.
import type { Locator, Page } from 'playwright-core'

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
