// SPDX-License-Identifier: AGPL-3.0-or-later
// One service with one touchpoint, new at each call, for journeys and benchmarks; and people who answer there.
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Context } from '../platform/src/base/context.ts'
import { addDays, dayOf } from '../platform/src/base/day.ts'
import type { Submission } from '../platform/src/collect/index.ts'
import type { InstrumentDocument } from '@ascolto/questionnaire'
import type { Touchpoint } from '../platform/src/bodies/index.ts'
import { createChance } from './chance/chance.ts'
import { openBodies } from './open-bodies.ts'
import { openService } from './open-service.ts'
import { drawAnswer } from './people/answer.ts'
import { opinionOf } from './people/opinion.ts'

export interface Example {
  /** Of the touchpoint. */
  readonly code: string
  readonly slug: string
  readonly serviceId: number
  readonly versionId: number
  readonly document: InstrumentDocument
  readonly touchpoint: Touchpoint
}

const ipaCode = 'demo_esempio'
const registry = `cod_amm\tdes_amm\tComune\tProvincia\tRegione\n${ipaCode}\tEnte di esempio\tRoma\tRM\tLazio\n`

export async function openExample(context: Context): Promise<Example> {
  const bodies = await openBodies(context, Readable.from([Buffer.from(registry)]), [ipaCode])
  const { serviceId, slug, versionId, document, touchpoints } = await openService(context, {
    body: bodies.get(ipaCode)!,
    name: `Servizio di esempio ${randomUUID().slice(0, 8)}`,
    kind: 'dispositivo',
    from: addDays(dayOf(context.now()), -1),
  })
  const touchpoint = touchpoints.spontaneous
  return { code: touchpoint.code, slug, serviceId, versionId, document, touchpoint }
}

/** So many people who all answered today, each with a key of their own. */
export function* exampleAnswers({ touchpoint, versionId, document }: Example, count: number): Generator<Submission> {
  const chance = createChance('example')
  const opinion = opinionOf(document, { shape: 'j-shaped', mean: 60, goesOn: 0.6, writes: 0.1 })
  for (let person = 0; person < count; person++) {
    yield {
      ...{ touchpoint, versionId, document, key: `example-${person}`, language: 'it', device: 'phone' },
      ...{ stream: 'spontaneous', channel: 'web', userKind: 'unknown' },
      input: drawAnswer(chance, opinion, () => 'Una frase di esempio.'),
    }
  }
}
