// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the pages about invitations are, and what they have in common.
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import { isAllowed, type Touchpoint } from '../../../bodies/index.ts'
import { invitationChannels, type CodeBatch } from '../../../collect/index.ts'
import { longDay } from '../../words/dates.ts'
import { count } from '../../words/numbers.ts'
import type { Call } from '../route.ts'
import { pathOf, touchpointUrl } from '../touchpoint/place.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './codes.json' with { type: 'json' }

export const codesUrl = `${touchpointUrl}/inviti`

export function codesPath(touchpoint: Pick<Touchpoint, 'code'>): string {
  return `${pathOf(touchpoint)}/inviti`
}

export function mayIssue({ access }: Call, { state, mergedInto }: Touchpoint): boolean {
  return isAllowed(access, 'code.issue') && access.viewing === null && state !== 'closed' && mergedInto === null
}

/** "Posta elettronica", the channel of a batch. */
export function channelName({ channel }: CodeBatch, language: WorkspaceLanguage): string {
  const term = invitationChannels.find(({ code }) => code === channel)
  return (language === 'en' ? term?.en : term?.label) ?? channel
}

/** "Validi fino al 31 dicembre 2026", "Scaduti", "Annullati". */
export function stateWords({ state, expiresOn, revokedOn }: CodeBatch, language: WorkspaceLanguage): string {
  const { states } = say(texts, language)
  return fill(states[state], { day: longDay(state === 'revoked' ? revokedOn! : expiresOn, language) })
}

/** How many were used, as far as it is told. */
export function usedWords({ used }: CodeBatch, language: WorkspaceLanguage): string {
  const said = say(texts, language)
  return used === 0 ? said.few : fill(said.about, { used: count(used) })
}

/** On the page of a touchpoint. */
export function codesSection(call: Call, touchpoint: Touchpoint): Html {
  if (!isAllowed(call.access, 'code.read')) return html``
  const said = say(texts, call.language)
  return html`<h2>${said.title}</h2>
    <p>${said.brief}</p>
    <p><a class="button button-quiet" href="${codesPath(touchpoint)}">${said.open}</a></p>`
}
