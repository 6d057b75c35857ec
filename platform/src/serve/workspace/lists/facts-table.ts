// SPDX-License-Identifier: AGPL-3.0-or-later
// What is known of one thing, a line for each; what is empty has none.
import { html, type Html } from '../../../base/html/index.ts'

/** @param caption what it is about, for who hears it. */
export function factsTable(caption: string, rows: readonly (readonly [name: string, value: string])[]): Html {
  return html`<table class="facts">
    <caption class="visually-hidden">
      ${caption}
    </caption>
    <tbody>
      ${rows
        .filter(([, value]) => value !== '')
        .map(
          ([name, value]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${value}</td>
            </tr>`,
        )}
    </tbody>
  </table>`
}
