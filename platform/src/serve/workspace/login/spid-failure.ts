// SPDX-License-Identifier: AGPL-3.0-or-later
// Why somebody who went to SPID or CIE did not get what they went for, and where to go on.
import type { FastifyReply } from 'fastify'
import { html } from '../../../base/html/index.ts'
import type { Errand, OidcRefusal } from '../../../bodies/index.ts'
import { sendPage } from '../frame.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './texts/spid.json' with { type: 'json' }

/**
 * stranger: nobody here has this identity; other: it is not the person of the session; taken: it leads to another access;
 * spent: the invitation was used in between.
 */
export type SpidFailure = OidcRefusal | 'stranger' | 'other' | 'taken' | 'spent'

const statuses: Readonly<Record<SpidFailure, number>> = {
  ...{ state: 400, cancelled: 403, wrong: 403, weak: 403, nameless: 403, away: 503 },
  ...{ stranger: 403, other: 403, taken: 409, spent: 410 },
}

export function sendSpidFailure(
  reply: FastifyReply,
  why: SpidFailure,
  language: WorkspaceLanguage,
  errand?: Errand,
): FastifyReply {
  const said = say(texts, language)
  const { title, words } = said[why]
  const again = addressOf(errand)
  const content = html`<h1>${title}</h1>
    <p class="lead">${words}</p>
    ${
      why === 'stranger'
        ? html`<p>${said.howToCome}</p>
            <p><a class="button" href="/area/adesione">${said.join}</a></p>`
        : ''
    }
    <p><a href="${again}">${said.again}</a></p>`
  return sendPage(reply, { title, language, content, status: statuses[why] })
}

/** The page the errand began on; of an invitation only its link knows. */
function addressOf(errand: Errand | undefined): string {
  if (errand?.kind === 'link') return '/area/profilo'
  if (errand?.kind === 'proof') return `/area/conferma?ritorno=${encodeURIComponent(errand.way)}`
  if (errand?.kind === 'login') return `/area/accesso?ritorno=${encodeURIComponent(errand.way)}`
  return '/area/accesso'
}
