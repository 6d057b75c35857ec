// SPDX-License-Identifier: AGPL-3.0-or-later
// What the estimates of the pilot should find: the true mean of every scored question by service and stream over the whole
// half year. truth.json holds the result; a test proves that it is current. Run this file to write it again.
import { writeFileSync } from 'node:fs'
import { meanOf } from '../people/shape.ts'
import { opinionIn, services, streams, type ServicePlan, type Stream } from './plan.ts'

export interface Truth {
  readonly service: string
  readonly stream: Stream
  readonly item: string
  /** In points from 0 to 100. */
  readonly mean: number
}

export function truthOfPilot(): Truth[] {
  return services.flatMap((service) => streams.flatMap((stream) => truthOf(service, stream)))
}

function truthOf(service: ServicePlan, stream: Stream): Truth[] {
  const { phases } = service[stream]
  const people = phases.reduce((sum, { answers }) => sum + answers, 0)
  // Whether a person answers a question does not depend on the phase, so phases weigh by their people.
  const byPhase = phases.map((phase) => ({ weight: phase.answers / people, ...opinionIn(service, stream, phase) }))
  return byPhase[0]!.items.flatMap(({ item }, index) => {
    if (!['score', 'outcome', 'overall'].includes(item.role)) return []
    const mean = byPhase.reduce((sum, { weight, items }) => sum + weight * meanOf(items[index]!.probabilities), 0)
    return { service: service.id, stream, item: item.id, mean: Math.round(mean * 1000) / 1000 }
  })
}

export const truthFile = new URL('truth.json', import.meta.url)

/** One row a line, as the formatter would write it. */
export function truthText(): string {
  const rows = truthOfPilot().map((row) => {
    const fields = Object.entries(row).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`)
    return `  { ${fields.join(', ')} }`
  })
  return `[\n${rows.join(',\n')}\n]\n`
}

if (import.meta.main) writeFileSync(truthFile, truthText())
