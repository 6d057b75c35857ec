// SPDX-License-Identifier: AGPL-3.0-or-later
// Deciding about an adhesion: each decision has a page of its own. Whoever opens it has just proved who they are, so that nothing
// they write is lost to the question afterwards.
import type { Context } from '../../../../base/context.ts'
import { html, type Html } from '../../../../base/html/index.ts'
import { fill } from '../../../../base/language.ts'
import type { App } from '../../../../base/http/index.ts'
import {
  decideAdhesion,
  decisionsFor,
  isReasoned,
  siteOf,
  type Decision,
  type Problem,
} from '../../../../bodies/index.ts'
import { areaField, problemSummary } from '../../fields.ts'
import { workspaceRoute, type Answer, type Call } from '../../route.ts'
import { say } from '../../words.ts'
import { programmeMenu } from '../place.ts'
import texts from './adhesions.json' with { type: 'json' }
import {
  adhesionIn,
  adhesionPath,
  adhesionUrl,
  decisionNames,
  decisionPath,
  facts,
  type AdhesionOfBody,
} from './parts.ts'

const permission = 'programme.decide'

export function decidePageRoutes(app: App, context: Context): void {
  for (const decision of Object.keys(decisionNames) as Decision[]) {
    const url = `${adhesionUrl}/${decisionNames[decision]}`
    workspaceRoute(app, context, {
      ...{ url, permission },
      act: async (call) => show(call, await adhesionIn(call), decision),
    })
    workspaceRoute(app, context, { ...{ method: 'POST', url, permission }, act: (call) => decide(call, decision) })
  }
}

async function decide(call: Call, decision: Decision): Promise<Answer> {
  const { context, access, given, language, request } = call
  const found = await adhesionIn(call)
  const { origin } = siteOf(context, request)
  const decided = await decideAdhesion(context, decision, { ...found, decider: access.account, given, origin })
  if (decided.kind === 'done') return { redirect: adhesionPath(found.adhesion) }
  if (decided.kind === 'faulty') return show(call, found, decision, decided.problems)
  // Somebody else has decided meanwhile: what is shown is how it stands now.
  return show(call, await adhesionIn(call), decision, [{ field: 'decide', message: say(texts, language).late }], 409)
}

async function show(
  call: Call,
  found: AdhesionOfBody,
  decision: Decision,
  problems: readonly Problem[] = [],
  status = problems.length > 0 ? 400 : 200,
): Promise<Answer> {
  const { context, request, language, given } = call
  // Said before anything is filled in: under a wrong address the mail could hold no link.
  siteOf(context, request)
  const { adhesion, body } = found
  const said = say(texts, language)
  const title = fill(said.decisions[decision].title, { body: body.name })
  const possible = decisionsFor(adhesion).includes(decision)
  const filled = { given, problems, language }
  const content = html`${programmeMenu(call, 'adhesions', false)}
    <h1 id="decide" tabindex="-1">${title}</h1>
    ${problemSummary(filled)} ${facts(call, found)}
    ${possible ? form(call, found, decision, filled) : html`<p class="notice">${said.impossible}</p>`}
    <p><a href="${adhesionPath(adhesion)}">${said.back}</a></p>`
  return { page: { title, content, demo: body.demo, status } }
}

type Filled = Parameters<typeof areaField>[0]

function form({ language, formField }: Call, { adhesion }: AdhesionOfBody, decision: Decision, filled: Filled): Html {
  const said = say(texts, language)
  const { lead, button } = said.decisions[decision]
  return html`<p>${lead}</p>
    <form method="post" action="${decisionPath(adhesion, decision)}" novalidate>
      ${formField}
      ${isReasoned(decision) ? areaField(filled, { name: 'reason', label: said.reason, hint: said.reasonHint }) : ''}
      <button>${button}</button>
    </form>`
}
