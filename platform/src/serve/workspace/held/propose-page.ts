// SPDX-License-Identifier: AGPL-3.0-or-later
// Proposing: which answers, and why, in words for the person who decides. Whoever opens the page has just proved who they are, so
// that nothing they write is lost to the question afterwards.
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import { listTouchpoints, type Problem } from '../../../bodies/index.ts'
import { heldReasons, propose, readProposal, type ProposalAct } from '../../../collect/index.ts'
import { heldReasonName } from '../../words/held.ts'
import { areaField, problemSummary, selectField, textField, type Filled } from '../fields.ts'
import { serviceOf } from '../find-subject.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './held.json' with { type: 'json' }
import { actNames, heldCrumbs, heldUrl, pathOf, proposalPath, proposePath, type ServiceOfBody } from './place.ts'

const permission = 'quarantine.decide'

export function proposePageRoutes(app: App, context: Context): void {
  for (const [act, name] of Object.entries(actNames) as [ProposalAct, string][]) {
    const url = `${heldUrl}/${name}`
    workspaceRoute(app, context, {
      ...{ url, permission },
      // A group of the list leads here with its own choices in the address.
      act: async (call) => show(call, await serviceOf(call.context, call.params), act, call.query),
    })
    workspaceRoute(app, context, { ...{ method: 'POST', url, permission }, act: (call) => make(call, act) })
  }
}

async function make(call: Call, act: ProposalAct): Promise<Answer> {
  const { context, access, given, language } = call
  const found = await serviceOf(context, call.params)
  const { id: serviceId, slug } = found.service
  const touchpoints = await listTouchpoints(context, serviceId)
  const read = readProposal(given, { serviceId, act, touchpoints }, language)
  if (!read.ok) return show(call, found, act, given, read.problems)
  const id = await propose(context, access.account, read.value)
  if (id !== undefined) return { redirect: proposalPath(slug, { id }) }
  return show(call, found, act, given, [{ field: 'touchpoint', message: say(texts, language).nothing }])
}

async function show(
  call: Call,
  found: ServiceOfBody,
  act: ProposalAct,
  given: Filled['given'],
  problems: readonly Problem[] = [],
): Promise<Answer> {
  const { language } = call
  const { service } = found
  const said = say(texts, language)
  const { title, lead } = said.acts[act]
  const filled = { given, problems, language }
  const touchpoints = (await listTouchpoints(call.context, service.id)).map(({ code, name }) => ({
    code,
    label: `${name} (${code})`,
  }))
  const content = html`${heldCrumbs(call, found, true)}
    <h1>${title}</h1>
    ${problemSummary(filled)}
    <p>${fill(lead, { condition: said.ifAnother })}</p>
    ${form(call, proposePath(service.slug, act), act, filled, touchpoints)}
    <p><a href="${pathOf(service.slug)}">${said.back}</a></p>`
  return { page: { title, content, demo: service.demo, status: problems.length > 0 ? 400 : 200 } }
}

type Terms = Parameters<typeof selectField>[2]

function form({ language, formField }: Call, path: string, act: ProposalAct, filled: Filled, touchpoints: Terms): Html {
  const said = say(texts, language)
  const reasons = heldReasons.map((code) => ({ code, label: heldReasonName(code, language) }))
  return html`<form method="post" action="${path}" novalidate>
    ${formField} ${selectField(filled, { name: 'touchpoint', label: said.touchpoint }, touchpoints, said.choose)}
    ${act === 'withdraw' ? '' : selectField(filled, { name: 'heldFor', label: said.reason }, reasons, said.choose)}
    ${textField(filled, { name: 'from', label: said.from, type: 'date', required: true })}
    ${textField(filled, { name: 'to', label: said.to, type: 'date', required: true })}
    ${areaField(filled, { name: 'why', label: said.why, hint: said.whyHint })}
    <button>${said.propose}</button>
  </form>`
}
