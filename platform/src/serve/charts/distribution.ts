// SPDX-License-Identifier: AGPL-3.0-or-later
// How many gave each answer: a table whose bars are drawn in its cells, so that it is its own twin in words.
import { html, type Html } from '../../base/html/index.ts'
import { count, percentOf } from '../words/numbers.ts'

export interface Bar {
  readonly label: string
  readonly count: number
}

/** What the columns are called. */
export interface Heads {
  readonly what: string
  readonly howMany: string
}

const answers: Heads = { what: 'Risposta', howMany: 'Quante' }

/** @param bars from the worst answer to the best. */
export function distributionTable(caption: string, bars: readonly Bar[], heads = answers): Html {
  const all = bars.reduce((sum, bar) => sum + bar.count, 0)
  const most = Math.max(1, ...bars.map((bar) => bar.count))
  return html`<table class="rows distribution whole">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${heads.what}</th>
        <td aria-hidden="true"></td>
        <th scope="col" class="number">${heads.howMany}</th>
        <th scope="col" class="number">Quota</th>
      </tr>
    </thead>
    <tbody>
      ${bars.map(
        (bar, index) => html`<tr>
          <th scope="row">${bar.label}</th>
          <td class="bar-cell" aria-hidden="true">
            <svg class="bar-drawing" aria-hidden="true" focusable="false">
              <rect class="${barClass(index, bars.length)}" width="${((100 * bar.count) / most).toFixed(2)}%" height="100%" />
            </svg>
          </td>
          <td class="number" data-label="${heads.howMany}">${count(bar.count)}</td>
          <td class="number" data-label="Quota">${percentOf(bar.count, all)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`
}

function barClass(index: number, length: number): string {
  const middle = (length - 1) / 2
  if (index < middle) return 'bar-low'
  return index > middle ? 'bar' : 'bar-middle'
}
