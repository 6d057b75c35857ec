// SPDX-License-Identifier: AGPL-3.0-or-later
// Said on top of a body that is no more, in the observatory and in the workspace alike: where it went on, if it did.
import { html, type Html } from '../../base/html/index.ts'
import type { Heir } from '../../bodies/index.ts'

/** @param folder under which the bodies of this part of the site are. */
export function closedNotice(state: string, heir: Heir | null, folder: '/enti' | '/area/enti'): Html {
  if (state !== 'closed') return html``
  const onward = heir && html`: è confluito in <a href="${folder}/${heir.ipaCode}">${heir.name}</a>`
  return html`<p class="notice notice-warm">Secondo il registro questo ente non è più attivo${onward}.</p>`
}
