// SPDX-License-Identifier: AGPL-3.0-or-later
// A service with one touchpoint, new at each call, as its body would have opened it for its own site.
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { InstrumentDocument } from '@ascolto/questionnaire'
import type { Context } from '../../platform/src/base/context.ts'
import { createService, type Made, type Service, type Touchpoint } from '../../platform/src/bodies/index.ts'
import { openTouchpoint } from '../../platform/src/catalogue/index.ts'
import { openBodies } from '../../worlds/open-bodies.ts'

export interface Place {
  readonly code: string
  readonly serviceId: number
  readonly touchpoint: Touchpoint
  readonly document: InstrumentDocument
}

export interface Wanted {
  readonly kind?: Service['kind']
  readonly stream?: Touchpoint['stream']
  readonly origins?: readonly string[]
  readonly who?: boolean
}

const ipaCode = 'demo_comune'
const registry = `cod_amm\tdes_amm\tComune\tProvincia\tRegione\n${ipaCode}\tComune di Esempio\tRoma\tRM\tLazio\n`

export async function openPlace(context: Context, wanted: Wanted = {}): Promise<Place> {
  const { kind = 'sito', stream = 'spontaneous', origins = [], who = false } = wanted
  const bodies = await openBodies(context, Readable.from([Buffer.from(registry)]), [ipaCode])
  const name = `Sito di esempio ${randomUUID().slice(0, 8)}`
  const service = made(await createService(context, bodies.get(ipaCode)!, { name, kind }))
  const { touchpoint, version } = made(await openTouchpoint(context, service, { name: 'Pagine', stream, origins, who }))
  return { code: touchpoint.code, serviceId: service.id, touchpoint, document: version.document }
}

function made<Thing>(result: Made<Thing>): Thing {
  if (result.ok) return result.value
  throw new Error(`refused: ${JSON.stringify(result.problems)}`)
}

/** The snippet as the workspace gives it, with the link for who has no script. */
export function snippet(ascolto: string, code: string, mode?: 'pagina' | 'fine' | 'discreto'): string {
  const attribute = mode === undefined ? '' : ` data-ascolto-mode="${mode}"`
  return `<div data-ascolto="${code}"${attribute}><a href="${ascolto}/v/${code}">Raccontaci com’è andata</a></div>`
}
