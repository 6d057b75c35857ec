// SPDX-License-Identifier: AGPL-3.0-or-later
// A service of a world as its body would have registered it on a day gone by: with a touchpoint where people are invited
// and one where whoever wants to speaks.
import type { InstrumentDocument } from '@ascolto/questionnaire'
import type { Context } from '../platform/src/base/context.ts'
import type { Day } from '../platform/src/base/day.ts'
import { createService, type Body, type Made, type Service, type Touchpoint } from '../platform/src/bodies/index.ts'
import { openTouchpoint } from '../platform/src/catalogue/index.ts'

export interface ServiceOfWorld {
  readonly body: Body
  readonly name: string
  readonly description?: string
  readonly kind: Service['kind']
  readonly audience?: readonly string[]
  /** The day on which it was registered and began to ask. */
  readonly from: Day
}

export interface OpenService {
  readonly serviceId: number
  readonly slug: string
  readonly versionId: number
  readonly document: InstrumentDocument
  readonly touchpoints: Readonly<Record<Touchpoint['stream'], Touchpoint>>
}

export async function openService(context: Context, { body, from, ...input }: ServiceOfWorld): Promise<OpenService> {
  const then = { ...context, now: () => new Date(`${from}T12:00:00Z`) }
  const service = made(await createService(then, body, { ...input }))
  const place = (name: string, stream: string) => openTouchpoint(then, service, { name, stream, who: false })
  const invited = made(await place('Al termine del servizio', 'invited'))
  const spontaneous = made(await place('Dalla pagina del servizio', 'spontaneous'))
  const { id: versionId, document } = invited.version
  const touchpoints = { invited: invited.touchpoint, spontaneous: spontaneous.touchpoint }
  return { serviceId: service.id, slug: service.slug, versionId, document, touchpoints }
}

function made<Thing>(result: Made<Thing>): Thing {
  if (result.ok) return result.value
  throw new Error(`the world was refused: ${JSON.stringify(result.problems)}`)
}
