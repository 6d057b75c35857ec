// SPDX-License-Identifier: AGPL-3.0-or-later
// What a service is described by. CPSV-AP_IT levels 1 and 2 are for reading, 3 to 5 for obtaining something.
import type { Context } from '../../base/context.ts'
import { Fields, type Given } from '../read-fields.ts'
import type { Made } from '../made.ts'
import type { Service } from '../body.ts'
import * as lists from '../vocabularies/index.ts'

export type ServiceFields = Omit<Service, 'id' | 'bodyId' | 'slug' | 'demo'>

const states = [
  { code: 'active', label: 'Attivo' },
  { code: 'closed', label: 'Chiuso' },
]

export function readService(given: Given, language: Context['language']): Made<ServiceFields> {
  const fields = new Fields(given, language)
  const value = {
    name: fields.text('name', { longest: 300, required: true }),
    description: fields.text('description', { longest: 2000, lines: true }),
    kind: fields.term('kind', lists.serviceKinds, undefined),
    audience: fields.terms('audience', lists.audiences, ['cittadini']),
    channels: fields.terms('channels', lists.channels, ['web']),
    lifeEvents: fields.terms('lifeEvents', lists.lifeEvents, []),
    businessEvents: fields.terms('businessEvents', lists.businessEvents, []),
    interactivityLevel: fields.term('interactivityLevel', lists.interactivityLevels, null),
    url: fields.address('url'),
    sdgCategory: fields.term('sdgCategory', lists.sdgCategories, null),
    sdgUrl: fields.address('sdgUrl'),
    state: fields.term('state', states, 'active'),
  }
  fields.together('sdgCategory', 'sdgUrl')
  return fields.done(() => value as ServiceFields)
}
