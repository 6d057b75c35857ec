// SPDX-License-Identifier: AGPL-3.0-or-later
// One proposal, for the second person: what would move, why, and the two ways to decide. Whoever made it can only take it back.
import type { Context } from '../../../../base/context.ts'
import { notFound } from '../../../../base/errors.ts'
import { html, type Html } from '../../../../base/html/index.ts'
import { fill } from '../../../../base/language.ts'
import type { App } from '../../../../base/http/index.ts'
import { isAllowed } from '../../../../bodies/index.ts'
import { decide, findProposal, type Proposal } from '../../../../collect/index.ts'
import { longDay } from '../../../words/dates.ts'
import { count } from '../../../words/numbers.ts'
import { problemSummary } from '../../fields.ts'
import { idOf } from '../../find-subject.ts'
import { workspaceRoute, type Answer, type Call } from '../../route.ts'
import { say } from '../../words.ts'
import { programmeMenu } from '../place.ts'
import texts from './held.json' with { type: 'json' }
import { daysWords, groupPath, heldPath, proposalPath } from './parts.ts'

export function proposalPageRoutes(app: App, context: Context): void {
  const url = `${heldPath}/proposte/:id`
  workspaceRoute(app, context, {
    ...{ url, permission: 'quarantine.read' },
    act: async (call) => show(call, await proposalIn(call)),
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url, permission: 'quarantine.decide' },
    async act(call) {
      const { context: scoped, access, given, language } = call
      const proposal = await proposalIn(call)
      const decided = await decide(scoped, access.account, proposal.id, given['decision'] === 'confirm')
      if (decided.kind === 'done') return { redirect: proposalPath(proposal) }
      return show(call, await proposalIn(call), say(texts, language).faults[decided.kind])
    },
  })
}

async function proposalIn({ context, params }: Call): Promise<Proposal> {
  const proposal = await findProposal(context, idOf(params['id']))
  if (!proposal) throw notFound()
  return proposal
}

async function show(call: Call, proposal: Proposal, problem?: string): Promise<Answer> {
  const { access, language } = call
  const said = say(texts, language)
  const title = said.acts[proposal.act]
  const problems = problem === undefined ? [] : [{ field: 'proposta', message: problem }]
  const mayDecide = isAllowed(access, 'quarantine.decide', null) && access.viewing === null
  const content = html`${programmeMenu(call, 'held', false)}
    <h1 id="proposta" tabindex="-1">${title}</h1>
    ${problemSummary({ given: {}, problems, language })} ${facts(call, proposal)}
    ${proposal.state === 'open' && mayDecide ? form(call, proposal) : ''}
    <p><a href="${heldPath}">${said.back}</a></p>`
  return { page: { title, content, status: problem === undefined ? 200 : 409 } }
}

function facts({ language, access }: Call, proposal: Proposal): Html {
  const said = say(texts, language)
  const { code, service, touchpoint, reason, from, to, n, moved, why, proposedOn, proposedBy, state } = proposal
  const by = proposedBy === access.account.id ? said.byYou : said.byAnother
  const rows: readonly (readonly [string, string | Html])[] = [
    [said.state, said.proposalStates[state]],
    [said.touchpoint, html`<a href="${groupPath(code)}">${touchpoint}</a>, ${service}`],
    [said.reason, reason === null ? said.counted : said.reasons[reason]],
    [said.days, daysWords(from, to, language)],
    [said.number, count(n)],
    [said.moved, moved === null ? '' : count(moved)],
    [said.why, why],
    [said.proposed, fill(said.proposedBy, { day: longDay(proposedOn, language), by })],
  ]
  return html`<table class="facts">
    <caption class="visually-hidden">
      ${said.proposal}
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

function form({ language, formField, access }: Call, proposal: Proposal): Html {
  const said = say(texts, language)
  const own = proposal.proposedBy === access.account.id
  return html`<p>${own ? said.ownNotice : said.checkNotice}</p>
    <form method="post" action="${proposalPath(proposal)}">
      ${formField}
      ${own ? '' : html`<button name="decision" value="confirm">${said.confirm}</button>`}
      <button class="button-quiet" name="decision" value="refuse">${own ? said.takeBack : said.refuse}</button>
    </form>`
}
