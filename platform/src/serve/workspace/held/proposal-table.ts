// SPDX-License-Identifier: AGPL-3.0-or-later
// Proposals in a list: what, where, how it stands. Only who decides can open one.
import { html, type Html } from '../../../base/html/index.ts'
import { isAllowed } from '../../../bodies/index.ts'
import type { Proposal } from '../../../collect/index.ts'
import { longDay } from '../../words/dates.ts'
import { rowsTable } from '../lists/index.ts'
import type { Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './held.json' with { type: 'json' }
import { daysWords, proposalPath, proposalWords } from './place.ts'

/** @param ofAll whether they are of several services. */
export function proposalTable({ access, language }: Call, proposals: readonly Proposal[], ofAll: boolean): Html {
  const said = say(texts, language)
  const opens = isAllowed(access, 'quarantine.decide')
  const name = (proposal: Proposal): Html => {
    const words = proposalWords(proposal, language)
    return opens ? html`<a href="${proposalPath(proposal.serviceSlug, proposal)}">${words}</a>` : html`${words}`
  }
  return rowsTable({
    caption: ofAll ? said.waiting : said.proposals,
    columns: [said.proposal, ...(ofAll ? [said.service] : []), said.period, said.state, said.madeOn],
    rows: proposals.map((proposal) => [
      name(proposal),
      ...(ofAll ? [proposal.serviceName] : []),
      daysWords(proposal, language),
      html`<span class="${proposal.state === 'open' ? 'tag tag-warm' : 'tag'}">${said.states[proposal.state]}</span>`,
      html`${longDay(proposal.proposedOn, language)}
      ${proposal.proposedBy === access.account.id ? html`<small>${said.yours}</small>` : ''}`,
    ]),
  })
}
