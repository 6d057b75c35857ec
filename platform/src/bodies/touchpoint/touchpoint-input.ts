// SPDX-License-Identifier: AGPL-3.0-or-later
// What a touchpoint is described by. The channel `import` belongs to sources of other tools: nobody answers there.
import type { Touchpoint } from '../body.ts'
import type { Made } from '../made.ts'
import { Fields, type Given } from '../read-fields.ts'
import * as lists from '../vocabularies/index.ts'

export type TouchpointFields = Omit<Touchpoint, 'id' | 'serviceId' | 'code' | 'demo'>

const channels = [...lists.channels, { code: 'import', label: 'Dati di un altro strumento' }]

export function readTouchpoint(given: Given): Made<TouchpointFields> {
  const fields = new Fields(given)
  const value = {
    name: fields.text('name', { label: 'Nome', longest: 200, required: true }),
    channel: fields.term('channel', 'Canale', channels, 'web'),
    userKind: fields.term('userKind', 'Chi risponde', lists.userKinds, null),
    stream: fields.term('stream', 'Flusso', lists.streams, 'spontaneous'),
    origins: fields.origins('origins', 'Siti'),
    state: fields.term('state', 'Stato', lists.touchpointStates, 'active'),
  }
  return fields.done(() => value as TouchpointFields)
}
