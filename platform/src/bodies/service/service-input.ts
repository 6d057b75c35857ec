// SPDX-License-Identifier: AGPL-3.0-or-later
// What a service is described by. CPSV-AP_IT levels 1 and 2 are for reading, 3 to 5 for obtaining something.
import { Fields, type Given } from '../read-fields.ts'
import type { Made } from '../made.ts'
import type { Service } from '../body.ts'
import * as lists from '../vocabularies/index.ts'

export type ServiceFields = Omit<Service, 'id' | 'bodyId' | 'slug' | 'demo'>

const states = [
  { code: 'active', label: 'Attivo' },
  { code: 'closed', label: 'Chiuso' },
]

export function readService(given: Given): Made<ServiceFields> {
  const fields = new Fields(given)
  const value = {
    name: fields.text('name', { label: 'Nome', longest: 300, required: true }),
    description: fields.text('description', { label: 'Descrizione', longest: 2000, lines: true }),
    kind: fields.term('kind', 'Tipo', lists.serviceKinds, undefined),
    audience: fields.terms('audience', 'A chi si rivolge', lists.audiences, ['cittadini']),
    channels: fields.terms('channels', 'Canali', lists.channels, ['web']),
    lifeEvents: fields.terms('lifeEvents', 'Eventi della vita', lists.lifeEvents, []),
    businessEvents: fields.terms('businessEvents', 'Eventi dell’impresa', lists.businessEvents, []),
    interactivityLevel: fields.term('interactivityLevel', 'Livello di interazione', lists.interactivityLevels, null),
    url: fields.address('url', 'Indirizzo web'),
    state: fields.term('state', 'Stato', states, 'active'),
  }
  return fields.done(() => value as ServiceFields)
}
