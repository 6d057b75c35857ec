// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages about answers kept apart have in common: their addresses, and groups as rows of a table.
import { html, type Html } from '../../../../base/html/index.ts'
import type { HeldGroup, Proposal } from '../../../../collect/index.ts'
import { longDay } from '../../../words/dates.ts'
import { count } from '../../../words/numbers.ts'
import { rowsTable } from '../../lists/index.ts'
import type { Call } from '../../route.ts'
import { say } from '../../words.ts'
import { programmePath } from '../place.ts'
import texts from './held.json' with { type: 'json' }

export const heldPath = `${programmePath}/da-parte`
export const groupPath = (code: string): string => `${heldPath}/punti/${code}`
export const proposalPath = ({ id }: Pick<Proposal, 'id'>): string => `${heldPath}/proposte/${id}`

export function groupTable({ language }: Call, groups: readonly HeldGroup[]): Html {
  const said = say(texts, language)
  return rowsTable({
    caption: said.groups,
    columns: [said.touchpoint, said.reason, said.state, said.days, { head: said.number, number: true }],
    rows: groups.map(({ code, service, touchpoint, reason, state, from, to, n }) => [
      html`<a href="${groupPath(code)}">${touchpoint}</a> <small>${service}</small>`,
      said.reasons[reason],
      said.states[state],
      daysWords(from, to, language),
      count(n),
    ]),
  })
}

/** "17 marzo 2026 – 2 aprile 2026"; one day is that day. */
export function daysWords(from: string, to: string, language: 'it' | 'en'): string {
  return from === to ? longDay(from, language) : `${longDay(from, language)} – ${longDay(to, language)}`
}
