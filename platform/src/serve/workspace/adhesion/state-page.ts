// SPDX-License-Identifier: AGPL-3.0-or-later
// The adhesion as the body sees it: where it stands, who asked, what was accepted and when. A new version of the agreement is
// accepted here, by an administrator who has proved a moment ago who they are.
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import {
  adhesionOf,
  agreementText,
  currentAgreement,
  isAllowed,
  isCurrent,
  renewAgreement,
  type Adhesion,
  type Body,
} from '../../../bodies/index.ts'
import { instantWords } from '../../words/dates.ts'
import { problemSummary } from '../fields.ts'
import { bodyOf } from '../find-subject.ts'
import { crumbs } from '../frame.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say } from '../words.ts'
import { agreementHtml } from './agreement-html.ts'
import texts from './state.json' with { type: 'json' }

const url = '/area/enti/:ipa/adesione'

export function statePageRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, { ...{ url, permission: 'adhesion.read' }, act: (call) => show(call) })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url, permission: 'agreement.accept' },
    async act(call) {
      const { context: scoped, access, given, params, language } = call
      const body = await bodyOf(scoped, params)
      const adhesion = await adhesionOf(scoped, body.id)
      const accepted = adhesion && (await renewAgreement(scoped, adhesion, access.account, given['agreement']))
      return accepted ? { redirect: `/area/enti/${body.ipaCode}/adesione` } : show(call, say(texts, language).mustAgree)
    },
  })
}

async function show(call: Call, fault?: string): Promise<Answer> {
  const { context, params, language } = call
  const said = say(texts, language)
  const body = await bodyOf(context, params)
  const adhesion = await adhesionOf(context, body.id)
  const problems = fault === undefined ? [] : [{ field: 'agreement', message: fault }]
  const content = html`${crumbs(language, { address: `/area/enti/${body.ipaCode}`, name: body.name })}
    <h1>${said.title}</h1>
    ${problemSummary({ given: {}, problems, language })}
    ${adhesion ? adhesionParts(call, body, adhesion) : html`<p class="notice">${said.none}</p>`}`
  return { page: { title: `${said.title} – ${body.name}`, content, demo: body.demo, status: fault ? 400 : 200 } }
}

function adhesionParts(call: Call, body: Body, adhesion: Adhesion): Html {
  const said = say(texts, call.language)
  const { state, reason } = adhesion
  const held = state === 'suspended' || state === 'closed'
  return html`<p class="${held ? 'notice notice-warm' : 'notice'}">
      <strong>${said.states[state]}</strong> ${said.stateWords[state]}
      ${reason === null || reason === '' ? '' : html`<br />${fill(said.reason, { reason })}`}
    </p>
    ${facts(call, adhesion)} ${agreement(call, body, adhesion)}
    ${state === 'active' ? html`<h2>${said.exit}</h2><p>${said.exitWords}</p>` : ''}`
}

function facts({ language }: Call, adhesion: Adhesion): Html {
  const said = say(texts, language)
  const { requesterName, requesterEmail, requesterOffice, requestedAt, sentTo, state, decidedAt } = adhesion
  const when = (instant: Date | null): string => (instant === null ? '' : instantWords(instant, language))
  const rows: readonly (readonly [string, string])[] = [
    [said.asked, when(requestedAt)],
    [said.askedBy, `${requesterName}, ${requesterOffice} (${requesterEmail})`],
    [said.sentTo, sentTo ?? said.notSent],
    ...(state === 'requested' ? [] : ([[said.decided, when(decidedAt)]] as const)),
  ]
  return html`<table class="facts">
    <caption class="visually-hidden">
      ${said.title}
    </caption>
    <tbody>
      ${rows.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

function agreement(call: Call, body: Body, adhesion: Adhesion): Html {
  const { language } = call
  const said = say(texts, language)
  const { agreementVersion: version, agreementHash, acceptedAt, acceptedBy } = adhesion
  const accepted = version === null ? undefined : agreementText(language, version)
  const by = acceptedBy === null ? '' : fill(said.by, { name: acceptedBy })
  return html`<h2>${said.agreement}</h2>
    ${
      version === null || acceptedAt === null
        ? html`<p>${said.notAccepted}</p>`
        : html`<p>${fill(said.accepted, { version, when: instantWords(acceptedAt, language), by })}</p>
            <p class="note">${said.hash} <code class="hash">${agreementHash}</code></p>`
    }
    ${adhesion.state === 'active' && !isCurrent(adhesion) ? renewal(call, body) : ''}
    ${
      accepted === undefined
        ? ''
        : html`<details>
            <summary>${fill(said.read, { version: accepted.version })}</summary>
            ${agreementHtml(accepted.text)}
          </details>`
    }`
}

function renewal({ access, language, formField }: Call, body: Body): Html {
  const said = say(texts, language)
  const { version } = currentAgreement()
  const { text } = agreementText(language)!
  if (!isAllowed(access, 'agreement.accept') || access.viewing !== null) {
    return html`<p class="notice notice-warm">${fill(said.renewReader, { version })}</p>`
  }
  return html`<p class="notice notice-warm">${fill(said.renew, { version })}</p>
    <div class="panel agreement" role="region" aria-label="${fill(said.newText, { version })}" tabindex="0">
      ${agreementHtml(text)}
    </div>
    <form method="post" action="/area/enti/${body.ipaCode}/adesione" novalidate>
      ${formField}
      <label class="check field">
        <input type="checkbox" id="agreement" name="agreement" value="${version}" />
        ${fill(said.agree, { body: body.name, version })}
      </label>
      <button>${said.accept}</button>
    </form>`
}
