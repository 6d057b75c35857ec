// SPDX-License-Identifier: AGPL-3.0-or-later
// What one touchpoint has kept apart, and a proposal about it: one reason, some days, and why.
import type { Context } from '../../../../base/context.ts'
import { html, type Html } from '../../../../base/html/index.ts'
import type { App } from '../../../../base/http/index.ts'
import { isAllowed, type FoundTouchpoint, type Problem } from '../../../../bodies/index.ts'
import { heldReasons, listHeld, propose, proposalActs, readProposal } from '../../../../collect/index.ts'
import { areaField, problemSummary, radioField, selectField, textField, type Filled } from '../../fields.ts'
import { touchpointOf } from '../../find-subject.ts'
import { workspaceRoute, type Answer, type Call } from '../../route.ts'
import { say } from '../../words.ts'
import { programmeMenu } from '../place.ts'
import texts from './held.json' with { type: 'json' }
import { groupPath, groupTable, heldPath, proposalPath } from './parts.ts'

export function groupPageRoutes(app: App, context: Context): void {
  const url = groupPath(':code')
  workspaceRoute(app, context, {
    ...{ url, permission: 'quarantine.read' },
    act: async (call) => show(call, await touchpointOf(call.context, call.params)),
  })
  workspaceRoute(app, context, { ...{ method: 'POST', url, permission: 'quarantine.decide' }, act: makeProposal })
}

async function makeProposal(call: Call): Promise<Answer> {
  const { context, access, given, language } = call
  const found = await touchpointOf(context, call.params)
  const { touchpoint } = found
  const read = readProposal(given)
  if ('faults' in read) {
    const said = say(texts, language)
    return show(
      call,
      found,
      read.faults.map((field) => ({ field, message: said.faults[field] })),
    )
  }
  const subject = { serviceId: touchpoint.serviceId, touchpointId: touchpoint.id, ...read.terms }
  const id = await propose(context, access.account, subject)
  if (id === undefined) return show(call, found, [{ field: 'from', message: say(texts, language).faults.empty }])
  return { redirect: proposalPath({ id }) }
}

async function show(
  call: Call,
  { touchpoint, service }: FoundTouchpoint,
  problems: readonly Problem[] = [],
): Promise<Answer> {
  const { context, access, given, language } = call
  const said = say(texts, language)
  const groups = await listHeld(context, touchpoint.id)
  // What is proposed most often is about all that is there.
  const [first] = groups
  const usual = { act: first ? 'release' : 'withdraw', reason: first?.reason, from: first?.from, to: first?.to }
  const filled = { given: problems.length > 0 ? given : usual, problems, language }
  const title = `${said.title}: ${touchpoint.name}`
  const mayDecide = isAllowed(access, 'quarantine.decide', null) && access.viewing === null
  const content = html`${programmeMenu(call, 'held', false)}
    <h1>${title}</h1>
    ${problemSummary(filled)}
    <p><a href="/servizi/${service.slug}">${service.name}</a></p>
    ${groups.length === 0 ? html`<p>${said.nothing}</p>` : groupTable(call, groups)}
    ${mayDecide ? form(call, touchpoint.code, filled) : ''}
    <p><a href="${heldPath}">${said.back}</a></p>`
  return { page: { title, content, demo: service.demo, status: problems.length > 0 ? 400 : 200 } }
}

function form({ language, formField }: Call, code: string, filled: Filled): Html {
  const said = say(texts, language)
  const acts = proposalActs.map((act) => ({ code: act, label: texts.it.actLines[act], en: texts.en.actLines[act] }))
  const reasons = heldReasons.map((one) => ({ code: one, label: texts.it.reasons[one], en: texts.en.reasons[one] }))
  return html`<h2>${said.propose}</h2>
    <p>${said.fourEyes}</p>
    <form method="post" action="${groupPath(code)}" novalidate>
      ${formField} ${radioField(filled, { name: 'act', label: said.act }, acts)}
      ${selectField(filled, { name: 'reason', label: said.reason, hint: said.reasonHint }, reasons)}
      ${textField(filled, { name: 'from', label: said.from, type: 'date', required: true })}
      ${textField(filled, { name: 'to', label: said.to, type: 'date', required: true })}
      ${areaField(filled, { name: 'why', label: said.why, hint: said.whyHint })}
      <button>${said.proposeNow}</button>
    </form>`
}
