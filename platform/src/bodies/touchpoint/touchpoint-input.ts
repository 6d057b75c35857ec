// SPDX-License-Identifier: AGPL-3.0-or-later
// What a touchpoint is described by. The channel `import` belongs to sources of other tools: nobody answers there.
import type { Context } from '../../base/context.ts'
import type { Touchpoint } from '../body.ts'
import type { Made } from '../made.ts'
import { Fields, type Given } from '../read-fields.ts'
import * as lists from '../vocabularies/index.ts'

export type TouchpointFields = Omit<Touchpoint, 'id' | 'serviceId' | 'code' | 'mergedInto' | 'demo'>

const channels = [...lists.channels, { code: 'import', label: 'Dati di un altro strumento' }]

export function readTouchpoint(given: Given, language: Context['language']): Made<TouchpointFields> {
  const fields = new Fields(given, language)
  const value = {
    name: fields.text('name', { longest: 200, required: true }),
    channel: fields.term('channel', channels, 'web'),
    userKind: fields.term('userKind', lists.userKinds, null),
    stream: fields.term('stream', lists.streams, 'spontaneous'),
    origins: fields.origins('origins'),
    state: fields.term('state', lists.touchpointStates, 'active'),
  }
  return fields.done(() => value as TouchpointFields)
}
