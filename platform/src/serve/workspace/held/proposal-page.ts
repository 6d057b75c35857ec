// SPDX-License-Identifier: AGPL-3.0-or-later
// One proposal: who did not make it confirms or refuses it, who made it can take it back and is told why no more.
import type { Context } from '../../../base/context.ts'
import { notFound } from '../../../base/errors.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import { listTouchpoints } from '../../../bodies/index.ts'
import { countProposed, decide, findProposal, type Proposal } from '../../../collect/index.ts'
import { longDay, theDay } from '../../words/dates.ts'
import { heldReasonName, proposalActName } from '../../words/held.ts'
import { count } from '../../words/numbers.ts'
import { problemSummary } from '../fields.ts'
import { idOf, serviceOf } from '../find-subject.ts'
import { factsTable } from '../lists/index.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './held.json' with { type: 'json' }
import { daysWords, heldCrumbs, pathOf, proposalPath, proposalUrl, type ServiceOfBody } from './place.ts'

const permission = 'quarantine.decide'

export function proposalPageRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, { ...{ url: proposalUrl, permission }, act: (call) => show(call) })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: proposalUrl, permission },
    async act(call) {
      const { service, proposal } = await proposalIn(call)
      const confirms = call.given['decision'] === 'confirm'
      const { kind } = await decide(call.context, call.access.account, proposal.id, confirms)
      if (kind === 'done') return { redirect: pathOf(service.slug) }
      const said = say(texts, call.language)
      return show(call, kind === 'own' ? said.own : said.late)
    },
  })
}

async function proposalIn(call: Call): Promise<ServiceOfBody & { proposal: Proposal }> {
  const found = await serviceOf(call.context, call.params)
  const proposal = await findProposal(call.context, { serviceId: found.service.id, id: idOf(call.params['id']) })
  if (!proposal) throw notFound()
  return { ...found, proposal }
}

/** @param refusal why what was asked for has not happened. */
async function show(call: Call, refusal?: string): Promise<Answer> {
  const { language } = call
  const { proposal, ...found } = await proposalIn(call)
  const said = say(texts, language)
  const title = said.acts[proposal.act].heading
  const problems = refusal === undefined ? [] : [{ field: 'decide', message: refusal }]
  const content = html`${heldCrumbs(call, found, true)}
    <h1 id="decide" tabindex="-1">${title}</h1>
    ${problemSummary({ given: {}, problems, language })} ${await facts(call, proposal)}
    ${proposal.state === 'open' ? decisions(call, found.service.slug, proposal) : ''}
    <p><a href="${pathOf(found.service.slug)}">${said.back}</a></p>`
  const status = refusal === undefined ? 200 : 409
  return { page: { title, content, demo: found.service.demo, status } }
}

function decisions({ access, language, formField }: Call, slug: string, proposal: Proposal): Html {
  const said = say(texts, language)
  const own = proposal.proposedBy === access.account.id
  return html`<p ${own ? html`class="notice"` : ''}>${own ? said.own : fill(said.acts[proposal.act].lead, { condition: said.ifYou })}</p>
    <form class="acts" method="post" action="${proposalPath(slug, proposal)}">
      ${formField} ${own ? '' : html`<button name="decision" value="confirm">${said.confirm}</button>`}
      <button class="button-quiet" name="decision" value="refuse">${own ? said.takeBack : said.refuse}</button>
    </form>`
}

async function facts({ context, access, language }: Call, proposal: Proposal): Promise<Html> {
  const said = say(texts, language)
  const { act, reason, n, why, state, proposedBy, proposedOn, decidedOn, moved } = proposal
  const touchpoints = await listTouchpoints(context, proposal.serviceId)
  const maker = proposedBy === access.account.id ? said.byYou : said.byOther
  const rows: readonly (readonly [string, string])[] = [
    [said.service, proposal.serviceName],
    [said.touchpoint, touchpoints.find(({ id }) => id === proposal.touchpointId)?.name ?? ''],
    [said.what, proposalActName(act, language)],
    [said.reason, reason === null ? '' : heldReasonName(reason, language)],
    [said.period, daysWords(proposal, language)],
    [said.nThen, count(n)],
    [said.nNow, state === 'open' ? count(await countProposed(context, proposal)) : ''],
    [said.why, why],
    [said.by, fill(maker, { day: theDay(proposedOn, language) })],
    [said.state, said.states[state]],
    [said.decided, decidedOn === null ? '' : longDay(decidedOn, language)],
    [said.moved, state === 'confirmed' ? count(moved ?? 0) : ''],
  ]
  return factsTable(said.facts, rows)
}
