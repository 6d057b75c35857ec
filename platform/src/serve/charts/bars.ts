// SPDX-License-Identifier: AGPL-3.0-or-later
// How many of a whole, line by line: a table whose bars are drawn in its cells, so that it is its own twin in words.
import { html, type Html } from '../../base/html/index.ts'
import { count, percentOf } from '../words/numbers.ts'

export interface PartBar {
  readonly label: string
  readonly count: number
  /** Stands beside what matters most. */
  readonly weak?: boolean
  /** Where what is counted can be seen one by one. */
  readonly address?: string
}

export interface BarHeads {
  /** Of the column of labels. */
  readonly first: string
  readonly number: string
  readonly share: string
  /** What the bars are measured by; longer ones end at the border. */
  readonly whole: number
}

export function barTable(caption: string, bars: readonly PartBar[], { first, number, share, whole }: BarHeads): Html {
  const width = (part: number): string => (whole === 0 ? 0 : Math.min(100, (100 * part) / whole)).toFixed(2)
  return html`<table class="rows distribution">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${first}</th>
        <td aria-hidden="true"></td>
        <th scope="col" class="number">${number}</th>
        <th scope="col" class="number">${share}</th>
      </tr>
    </thead>
    <tbody>
      ${bars.map(
        ({ label, count: part, weak = false, address }) => html`<tr>
          <th scope="row">${address === undefined ? label : html`<a href="${address}">${label}</a>`}</th>
          <td class="bar-cell" aria-hidden="true">
            <svg class="bar-drawing" aria-hidden="true" focusable="false">
              <rect class="bar-whole" width="100%" height="100%" />
              <rect class="${weak ? 'bar-middle' : 'bar'}" width="${width(part)}%" height="100%" />
            </svg>
          </td>
          <td class="number" data-label="${number}">${count(part)}</td>
          <td class="number" data-label="${share}">${percentOf(part, whole)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`
}
