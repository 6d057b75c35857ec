// SPDX-License-Identifier: AGPL-3.0-or-later
// Lists of the workspace: searched, sorted and cut by the database, by the address alone, so that a view of one can be shared
// and works without script. What makes no sense in an address is left out, not refused.
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import { count } from '../../words/numbers.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './lists.json' with { type: 'json' }

export { factsTable } from './facts-table.ts'
export { rowsTable } from './rows-table.ts'

export const rowsOfPage = 25

export interface ListView<Sort extends string> {
  readonly q: string
  readonly sort: Sort
  readonly offset: number
  readonly limit: number
}

/** @param sorts what the list can be sorted by; the first is the usual one. */
export function readList<Sort extends string>(
  query: Readonly<Record<string, unknown>>,
  sorts: readonly [Sort, ...Sort[]],
): ListView<Sort> {
  const { q, ordine } = query
  return {
    q: typeof q === 'string' ? q.replaceAll('\0', '').slice(0, 200) : '',
    sort: sorts.find((sort) => sort === ordine) ?? sorts[0],
    offset: readOffset(query),
    limit: rowsOfPage,
  }
}

/** @param name of the place in the address; a second list on a page has one of its own. */
export function readOffset(query: Readonly<Record<string, unknown>>, name = 'da'): number {
  const from = Number(query[name])
  return Number.isSafeInteger(from) && from > 0 && from < 10_000_000 ? from : 0
}

/** For the other list of a page: it stays where it is. */
export const keptOffset = (name: string, { offset }: Pick<ListView<string>, 'offset'>): Record<string, string> => ({
  [name]: offset > 0 ? String(offset) : '',
})

export interface ListForm<Sort extends string> {
  readonly path: string
  readonly view: ListView<Sort>
  readonly label: string
  readonly sorts: Readonly<Record<Sort, string>>
  /** Fields for them, in the form. */
  readonly filters?: Html
  /** Further filters that stay while the list is searched; those of `filters` stand there and not as hidden fields. */
  readonly kept?: Readonly<Record<string, string>>
  readonly language: WorkspaceLanguage
}

export function listForm<Sort extends string>(form: ListForm<Sort>): Html {
  const { path, view, label, sorts, filters, kept = {}, language } = form
  const said = say(texts, language)
  return html`<form class="filters" role="search" action="${path}">
    ${filters ? '' : Object.entries(kept).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <div class="field">
      <label for="q">${label}</label>
      <input id="q" name="q" type="search" value="${view.q}" maxlength="200" />
    </div>
    ${filters ?? ''}
    <div class="field">
      <label for="ordine">${said.sort}</label>
      <select id="ordine" name="ordine">
        ${(Object.keys(sorts) as Sort[]).map(
          (sort) => html`<option value="${sort}" ${sort === view.sort ? html`selected` : ''}>${sorts[sort]}</option>`,
        )}
      </select>
    </div>
    <button>${said.search}</button>
  </form>`
}

export interface Paging<Sort extends string> extends Pick<ListForm<Sort>, 'path' | 'view' | 'kept' | 'language'> {
  /** As readOffset names it. */
  readonly from?: string
  /** Which list, on a page with two. */
  readonly of?: string
}

/** "Da 26 a 50 di 312", with the links that lead on; "nothing found" when there is nothing; nothing where all is seen. */
export function listPaging<Sort extends string>(
  { path, view, kept = {}, language, from: name = 'da', of }: Paging<Sort>,
  { shown, total }: { readonly shown: number; readonly total: number },
): Html {
  const said = say(texts, language)
  const { q, sort, offset, limit } = view
  const address = (from: number): string => {
    const all = { ...kept, q, ordine: sort, ...(from > 0 && { [name]: String(from) }) }
    return `${path}?${new URLSearchParams(Object.entries(all).filter(([, value]) => value !== '')).toString()}`
  }
  if (shown === 0 && offset === 0) return html`<p>${said.nothing}</p>`
  if (offset === 0 && shown === total) return html``
  return html`<nav class="paging" aria-label="${said.pages}${of === undefined ? '' : `: ${of}`}">
    ${shown === 0 ? '' : html`<p>${fill(said.range, { from: count(offset + 1), to: count(offset + shown), total: count(total) })}</p>`}
    ${offset > 0 ? html`<a href="${address(Math.max(0, offset - limit))}" rel="prev">${said.previous}</a>` : ''}
    ${offset + shown < total ? html`<a href="${address(offset + limit)}" rel="next">${said.next}</a>` : ''}
  </nav>`
}
