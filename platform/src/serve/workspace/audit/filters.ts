// SPDX-License-Identifier: AGPL-3.0-or-later
// What of the log is shown stands in the address: what makes no sense there is left out, not refused.
import { isDay } from '../../../base/day.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import { actAreas, type AuditSearch } from '../../../bodies/index.ts'
import { textField } from '../fields.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './audit.json' with { type: 'json' }

export type Filters = Pick<AuditSearch, 'act' | 'person' | 'from' | 'to' | 'before'>

export function readFilters(query: Readonly<Record<string, unknown>>): Filters {
  const text = (name: string): string => {
    const value = query[name]
    return typeof value === 'string' ? value.replaceAll('\0', '').trim().slice(0, 200) : ''
  }
  const day = (name: string): string | undefined => (isDay(text(name)) ? text(name) : undefined)
  const before = /^\d{1,15}$/.test(text('prima')) ? Number(text('prima')) : undefined
  const known = actAreas('it').flatMap(({ start, acts }) => [start, ...acts.map(({ act }) => act)])
  const act = known.find((name) => name === text('atto'))
  return { act, person: text('persona') || undefined, from: day('dal'), to: day('al'), before }
}

/** The same filters as an address. */
export function addressOf(path: string, { act, person, from, to, before }: Filters): string {
  const pairs = Object.entries({ atto: act, persona: person, dal: from, al: to, prima: before?.toString() })
  const query = new URLSearchParams(pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  return query.size === 0 ? path : `${path}?${query.toString()}`
}

export function filterForm(path: string, filters: Filters, language: WorkspaceLanguage): Html {
  const said = say(texts, language)
  const { act, person = '', from = '', to = '' } = filters
  const filled = { given: { persona: person, dal: from, al: to }, problems: [], language }
  return html`<form class="filters" role="search" action="${path}">
    <div class="field">
      <label for="atto">${said.act}</label>
      <select id="atto" name="atto">
        <option value="">${said.anyAct}</option>
        ${actAreas(language).map(
          ({ start, words, acts }) =>
            html`<optgroup label="${words}">
              ${[{ act: start, words: fill(said.allOf, { area: words }) }, ...acts].map(
                (one) =>
                  html`<option value="${one.act}" ${one.act === act ? html`selected` : ''}>${one.words}</option>`,
              )}
            </optgroup>`,
        )}
      </select>
    </div>
    ${textField(filled, { name: 'persona', label: said.person, hint: said.personHint })}
    ${textField(filled, { name: 'dal', label: said.from, type: 'date' })}
    ${textField(filled, { name: 'al', label: said.to, type: 'date' })}
    <button>${said.search}</button>
  </form>`
}
