// SPDX-License-Identifier: AGPL-3.0-or-later
// One adhesion: what is known of it and of the body, and the ways to decide.
import type { Context } from '../../../../base/context.ts'
import { html, type Html } from '../../../../base/html/index.ts'
import type { App } from '../../../../base/http/index.ts'
import { decisionsFor, isAllowed, type Adhesion } from '../../../../bodies/index.ts'
import { workspaceRoute, type Call } from '../../route.ts'
import { say } from '../../words.ts'
import { programmeMenu } from '../place.ts'
import texts from './adhesions.json' with { type: 'json' }
import { adhesionIn, adhesionPath, adhesionUrl, decisionPath, facts } from './parts.ts'

export function adhesionPageRoute(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url: adhesionUrl, permission: 'adhesion.read' },
    async act(call) {
      const said = say(texts, call.language)
      const found = await adhesionIn(call)
      const { adhesion, body } = found
      const content = html`${programmeMenu(call, 'adhesions', false)}
        <h1>${body.name}</h1>
        ${facts(call, found)} ${isAllowed(call.access, 'programme.decide', null) ? ways(call, adhesion) : ''}
        <p><a href="/area/enti/${body.ipaCode}">${said.toBody}</a></p>`
      return { page: { title: body.name, content, demo: body.demo } }
    },
  })
}

function ways({ language }: Call, adhesion: Adhesion): Html {
  const said = say(texts, language)
  const approve =
    adhesion.state === 'requested'
      ? html`<a class="button" href="${adhesionPath(adhesion)}/approva">${said.approve}</a>`
      : ''
  const others = decisionsFor(adhesion).map(
    (decision) =>
      html`<a class="button button-quiet" href="${decisionPath(adhesion, decision)}">${said.decisions[decision].button}</a>`,
  )
  return html`<p class="acts">${approve} ${others}</p>`
}
