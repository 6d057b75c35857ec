// SPDX-License-Identifier: AGPL-3.0-or-later
// What lists have in common: a field to search, filters to choose, the way to the next page.
import { html, type Html } from '../../base/html/index.ts'
import { count } from '../words/numbers.ts'

export interface Choice {
  readonly code: string
  readonly label: string
}

export function searchField(value: string, label: string): Html {
  return html`<div class="field">
    <label for="q">${label}</label>
    <input id="q" name="q" type="search" value="${value}" maxlength="200" />
  </div>`
}

export function selectField(
  name: string,
  label: string,
  choices: readonly Choice[],
  chosen?: string,
  all = 'Tutti',
): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      <option value="">${all}</option>
      ${choices.map(
        ({ code, label: text }) =>
          html`<option value="${code}" ${code === chosen ? html`selected` : ''}>${text}</option>`,
      )}
    </select>
  </div>`
}

export interface Paging {
  readonly offset: number
  readonly shown: number
  readonly total: number
  readonly limit: number
  readonly next: number | null
  address(offset: number): string
}

/** "Da 26 a 50 di 312", with the links that lead on; nothing where the heading has said all. */
export function pagingLinks({ offset, shown, total, limit, next, address }: Paging): Html {
  const back = offset > 0 ? html`<a href="${address(Math.max(0, offset - limit))}" rel="prev">Precedenti</a>` : ''
  const onward = next === null ? '' : html`<a href="${address(next)}" rel="next">Successivi</a>`
  if (shown === 0) return html`${back}`
  if (offset === 0 && next === null) return html``
  return html`<nav class="paging" aria-label="Pagine">
    <p>${shownWords(offset, shown)} di ${count(total)}</p>
    ${back} ${onward}
  </nav>`
}

function shownWords(offset: number, shown: number): string {
  const first = count(offset + 1)
  return shown === 1 ? first : `Da ${first} a ${count(offset + shown)}`
}
