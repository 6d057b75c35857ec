// SPDX-License-Identifier: AGPL-3.0-or-later
// Said on top of a body that is no more, in the observatory and in the workspace alike: where it went on, if it did.
import { html, type Html } from '../../base/html/index.ts'
import type { Heir } from '../../bodies/index.ts'

const words = {
  it: { closed: 'Secondo il registro questo ente non è più attivo', into: 'è confluito in' },
  en: { closed: 'According to the register this body is no longer active', into: 'it became part of' },
}

/** @param folder under which the bodies of this part of the site are. */
export function closedNotice(
  state: string,
  heir: Heir | null,
  folder: '/enti' | '/area/enti',
  language: 'it' | 'en' = 'it',
): Html {
  if (state !== 'closed') return html``
  const { closed, into } = words[language]
  const onward = heir && html`: ${into} <a href="${folder}/${heir.ipaCode}">${heir.name}</a>`
  return html`<p class="notice notice-warm">${closed}${onward}.</p>`
}
