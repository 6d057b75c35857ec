// SPDX-License-Identifier: AGPL-3.0-or-later
// The programme's own menu, above each of its pages: what this person may open, and where they are.
import { html, type Html } from '../../../base/html/index.ts'
import { isAllowed, type Permission } from '../../../bodies/index.ts'
import type { Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './place.json' with { type: 'json' }

export const programmePath = '/area/programma'

const places = [
  { name: 'overview', path: '', permission: 'programme.read' },
  { name: 'bodies', path: '/enti', permission: 'programme.read' },
  { name: 'adhesions', path: '/adesioni', permission: 'adhesion.read' },
  { name: 'sdg', path: '/sportello-digitale', permission: 'sdg.read' },
  { name: 'people', path: '/persone', permission: 'central.manage' },
  { name: 'mail', path: '/posta', permission: 'mail.read' },
  { name: 'registry', path: '/registro', permission: 'registry.import' },
] as const satisfies readonly { name: string; path: string; permission: Permission }[]

export type Place = (typeof places)[number]['name']

/** @param here marked as the page itself when `exact`, as its part of the programme otherwise. */
export function programmeMenu({ access, language }: Call, here: Place, exact = true): Html {
  const said = say(texts, language)
  const open = places.filter(({ permission }) => isAllowed(access, permission, null))
  const mark = exact ? html`aria-current="page"` : html`aria-current="true"`
  return html`<nav class="parts" aria-label="${said.menu}">
    <ul>
      ${open.map(
        ({ name, path }) =>
          html`<li><a href="${programmePath}${path}" ${name === here ? mark : ''}>${said[name]}</a></li>`,
      )}
    </ul>
  </nav>`
}
