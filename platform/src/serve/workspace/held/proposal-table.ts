// SPDX-License-Identifier: AGPL-3.0-or-later
// Proposals in a list of their own, paged beside the other list of the page: what, where, how it stands. Only who decides can
// open one.
import { html, type Html } from '../../../base/html/index.ts'
import { isAllowed } from '../../../bodies/index.ts'
import type { Proposal } from '../../../collect/index.ts'
import { longDay } from '../../words/dates.ts'
import { listPaging, rowsTable, type Paging } from '../lists/index.ts'
import type { Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './held.json' with { type: 'json' }
import { daysWords, proposalPath, proposalWords } from './place.ts'

/** Name of their place in the address of a page. */
export const proposalsFrom = 'proposte'

/** @param ofAll whether they are of several services. */
export function proposalList(
  call: Call,
  page: Pick<Paging<string>, 'path' | 'view' | 'kept'> & { readonly ofAll: boolean },
  { proposals, total }: { readonly proposals: readonly Proposal[]; readonly total: number },
): Html {
  const { language } = call
  const said = say(texts, language)
  const { ofAll, ...rest } = page
  if (proposals.length === 0 && page.view.offset === 0)
    return html`<p>${ofAll ? said.nothingWaiting : said.noProposals}</p>`
  const of = ofAll ? said.waiting : said.proposals
  return html`${proposals.length === 0 ? '' : proposalTable(call, proposals, ofAll)}
  ${listPaging({ ...rest, language, from: proposalsFrom, of }, { shown: proposals.length, total })}`
}

function proposalTable({ access, language }: Call, proposals: readonly Proposal[], ofAll: boolean): Html {
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
