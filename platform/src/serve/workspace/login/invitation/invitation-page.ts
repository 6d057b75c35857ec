// SPDX-License-Identifier: AGPL-3.0-or-later
// What somebody sees who opens an invitation: who invites them, for what, and two short steps – who they are, how they want to
// log in. Who is logged in already only accepts.
import { html, type Html } from '../../../../base/html/index.ts'
import { fill } from '../../../../base/language.ts'
import { formToken, roles, type Invitation, type Session } from '../../../../bodies/index.ts'
import { longDay } from '../../../words/dates.ts'
import { problemSummary, textField, type Filled } from '../../fields.ts'
import { say, type WorkspaceLanguage } from '../../words.ts'
import { passkeyBox } from '../passkey-box.ts'
import type { Agreement } from './agreement.ts'
import texts from './invitation.json' with { type: 'json' }

export interface InvitationView {
  readonly invitation: Invitation
  /** Path of the page. */
  readonly here: string
  /** Name of who made the link; null for the platform itself. */
  readonly inviter: string | null
  readonly agreement: Agreement | null
  readonly spid: boolean
  readonly language: WorkspaceLanguage
}

/** First step: name and address, and the agreement where there is one. */
export function whoPage(view: InvitationView, filled: Filled): Html {
  const { here, language } = view
  const said = say(texts, language)
  return html`${head(view)} ${problemSummary(filled)}
    <h2>${said.whoHead}</h2>
    <form method="post" action="${here}" novalidate>
      ${textField(filled, { name: 'name', label: said.name, hint: said.whoHint, required: true })}
      ${textField(filled, { name: 'email', label: said.email, hint: said.emailHint, required: true, type: 'email' })}
      ${agreementField(view, filled)}
      <button>${said.next}</button>
    </form>
    <p><a href="/area/accesso?ritorno=${encodeURIComponent(here)}">${said.have}</a></p>`
}

/** Second step: a passkey, SPID or CIE. Of a recovery the only one. */
export function howPage(view: InvitationView): Html {
  const { invitation, here, spid, language } = view
  const said = say(texts, language)
  const recovery = invitation.purpose === 'recovery'
  const { name, email } = invitation
  return html`${head(view)}
    <h2>${recovery ? said.recoverHead : said.howHead}</h2>
    ${recovery ? '' : html`<p>${fill(said.as, { name, email })} · <a href="${here}">${said.correct}</a></p>`}
    <div class="cards cards-narrow">
      <section class="panel">
        <h3>${said.passkeyName}</h3>
        ${passkeyBox({ act: 'create', address: `${here}/passkey`, button: said.passkey, language })}
        <p class="note">${said.passkeyHint}</p>
      </section>
      ${
        spid && !recovery
          ? html`<section class="panel">
              <h3>SPID, CIE</h3>
              <p><a class="button" href="${here}/spid">${said.spid}</a></p>
              <p class="note">${said.spidHint}</p>
            </section>`
          : ''
      }
    </div>`
}

/** For who is logged in. */
export function acceptPage(view: InvitationView, { account, token }: Session, filled: Filled): Html {
  const { here, language } = view
  const said = say(texts, language)
  const formField = html`<input type="hidden" name="_csrf" value="${formToken(token)}" />`
  const { name } = account
  return html`${head(view)} ${problemSummary(filled)}
    <p class="notice">${fill(said.logged, { name })}</p>
    <form method="post" action="${here}/accetta" novalidate>
      ${formField} ${agreementField(view, filled)}
      <button>${fill(said.accept, { name })}</button>
    </form>
    <p>${fill(said.notYou, { name })}</p>
    <form method="post" action="/area/uscita">
      ${formField}<button class="button-quiet">${said.logout}</button>
    </form>`
}

function head({ invitation, inviter, language }: InvitationView): Html {
  const said = say(texts, language)
  const { purpose, role, roleExpiresOn, bodyName, name } = invitation
  if (purpose === 'recovery') {
    return html`<h1>${said.recoveryTitle}</h1>
      <p class="lead">${fill(said.recovery, { name })}</p>`
  }
  const words = role === null ? null : roles[role]
  const roleName = words === null ? '' : midSentence(words.name[language])
  const values = { inviter: inviter ?? '', role: roleName, body: bodyName ?? '' }
  return html`<h1>${said.title}</h1>
    <p class="lead">${fill(said[sentenceOf(invitation, inviter)], values)}</p>
    ${words === null ? '' : html`<p>${fill(said.roleHint, { role: words.name[language], can: midSentence(words.can[language]) })}</p>`}
    ${roleExpiresOn === null ? '' : html`<p>${fill(said.until, { day: longDay(roleExpiresOn, language) })}</p>`}`
}

function sentenceOf({ purpose, bodyId }: Invitation, inviter: string | null) {
  if (purpose === 'adhesion') return 'adhesion'
  if (bodyId === null) return inviter === null ? 'centralUnsigned' : 'central'
  return inviter === null ? 'memberUnsigned' : 'member'
}

function midSentence(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

function agreementField({ invitation, agreement, language }: InvitationView, { given, problems }: Filled): Html {
  if (agreement === null) return html``
  const said = say(texts, language)
  const wrong = problems.some(({ field }) => field === 'agreement')
  const { version, text } = agreement
  return html`<h2>${said.agreement}</h2>
    <div class="panel agreement" role="region" aria-label="${said.agreement}" tabindex="0">${text}</div>
    <label class="check field">
      <input
        type="checkbox"
        id="agreement"
        name="agreement"
        value="${version}"
        ${given['agreement'] === version ? html`checked` : ''}
        ${wrong ? html`aria-invalid="true"` : ''}
      />
      ${fill(said.agree, { body: invitation.bodyName ?? '', version })}
    </label>`
}
