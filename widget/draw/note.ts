// SPDX-License-Identifier: BSD-3-Clause
// What is said when an answer could not be stored: nothing is lost, and the person decides when to try again.
import { element, show } from './element.ts'

export interface Note {
  readonly part: HTMLElement
  /** @param problem the status of the server's refusal, or anything else when it was not reached. */
  show(problem: unknown, retry: () => void): void
  hide(): void
}

export function drawNote(page: string, words: Readonly<Record<string, string>>): Note {
  const part = element('div', { role: 'alert', class: 'ascolto-note' })
  show(part, false)
  return {
    part,
    show(problem, retry) {
      // 429 and 5xx pass; what else the server refuses, it will refuse again.
      const final = typeof problem === 'number' && problem < 500 && problem !== 429
      const way = final
        ? element('a', { href: page }, words['open']!)
        : element('button', { type: 'button', class: 'btn btn-outline-primary' }, words['retry']!)
      if (!final) way.addEventListener('click', retry)
      show(part, true)
      part.replaceChildren(element('p', {}, words[final ? 'refused' : 'failed']!), way)
    },
    hide: () => show(part, false),
  }
}
