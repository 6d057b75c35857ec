// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything that is kept apart, in groups, and the proposals about it: the open ones first.
import type { Context } from '../../../../base/context.ts'
import { html, type Html } from '../../../../base/html/index.ts'
import type { App } from '../../../../base/http/index.ts'
import { listHeld, listProposals, type Proposal } from '../../../../collect/index.ts'
import { longDay } from '../../../words/dates.ts'
import { count, counted } from '../../../words/numbers.ts'
import { rowsOfPage, rowsTable } from '../../lists/index.ts'
import { workspaceRoute, type Answer, type Call } from '../../route.ts'
import { say } from '../../words.ts'
import { programmeMenu } from '../place.ts'
import texts from './held.json' with { type: 'json' }
import { groupTable, heldPath, proposalPath } from './parts.ts'

export function listPageRoute(app: App, context: Context): void {
  workspaceRoute(app, context, { url: heldPath, permission: 'quarantine.read', act: show })
}

async function show(call: Call): Promise<Answer> {
  const { context, language } = call
  const said = say(texts, language)
  const groups = await listHeld(context)
  const proposals = await listProposals(context, rowsOfPage)
  const total = groups.reduce((sum, { n }) => sum + n, 0)
  const content = html`${programmeMenu(call, 'held')}
    <h1>${said.title}</h1>
    <p>${said.lead}</p>
    <h2>${said.proposals}</h2>
    ${proposals.length === 0 ? html`<p>${said.noProposals}</p>` : proposalTable(call, proposals)}
    <h2>${counted(total, said.one, said.many)}</h2>
    ${groups.length === 0 ? html`<p>${said.nothing}</p>` : groupTable(call, groups)}`
  return { page: { title: said.title, content } }
}

function proposalTable({ language, access }: Call, proposals: readonly Proposal[]): Html {
  const said = say(texts, language)
  return rowsTable({
    caption: said.proposals,
    columns: [said.proposal, said.touchpoint, said.proposed, said.state, { head: said.number, number: true }],
    rows: proposals.map((proposal) => {
      const { act, touchpoint, service, proposedOn, proposedBy, state, n } = proposal
      const by = proposedBy === access.account.id ? said.byYou : said.byAnother
      return [
        html`<a href="${proposalPath(proposal)}">${said.acts[act]}</a>`,
        html`${touchpoint} <small>${service}</small>`,
        html`${longDay(proposedOn, language)} <small>${by}</small>`,
        html`<span class="${state === 'open' ? 'tag tag-warm' : 'tag'}">${said.proposalStates[state]}</span>`,
        count(n),
      ]
    }),
  })
}
