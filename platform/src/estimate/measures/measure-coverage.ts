// SPDX-License-Identifier: AGPL-3.0-or-later
// How far the bodies of the programme have come, from the request to join to ten counted answers. Nothing of what was answered
// is looked at, and of how many only whether there is one and whether there are ten.
import type { Context } from '../../base/context.ts'
import { ask } from '../queries/ask.ts'

/** In the order in which a body takes them; whoever has taken one has taken those before, whatever way it came in. */
export const coverageSteps = ['requested', 'joined', 'service', 'touchpoint', 'answer', 'measured'] as const
export type CoverageStep = (typeof coverageSteps)[number]

export interface BodyCoverage {
  readonly bodyId: number
  readonly ipaCode: string
  readonly name: string
  readonly sortName: string
  readonly acronym: string | null
  readonly demo: boolean
  readonly categoryCode: string | null
  readonly regionCode: string | null
  /** Its adhesion is suspended or closed. */
  readonly hold: 'suspended' | 'closed' | null
  /** The last step taken. */
  readonly step: CoverageStep
  readonly services: number
  /** Services with a touchpoint, with an answer, with ten. */
  readonly asking: number
  readonly answered: number
  readonly measured: number
}

type Row = Omit<BodyCoverage, 'step'> & { readonly joined: boolean }

/** Every body that asked to join or has a service, in no order. */
export async function measureCoverage(context: Context): Promise<BodyCoverage[]> {
  const rows = await ask<Row>(context, 'coverage', [])
  return rows.map(({ joined, ...row }) => ({ ...row, step: stepOf({ joined, ...row }) }))
}

function stepOf({
  joined,
  services,
  asking,
  answered,
  measured,
}: Pick<Row, 'joined' | 'services' | 'asking' | 'answered' | 'measured'>) {
  if (measured > 0) return 'measured'
  if (answered > 0) return 'answer'
  if (asking > 0) return 'touchpoint'
  if (services > 0) return 'service'
  return joined ? 'joined' : 'requested'
}

/** How many of these bodies have taken each step. */
export function countSteps(bodies: readonly Pick<BodyCoverage, 'step'>[]): Record<CoverageStep, number> {
  const reached = bodies.map(({ step }) => coverageSteps.indexOf(step))
  const counts = coverageSteps.map((step, place) => [step, reached.filter((last) => last >= place).length])
  return Object.fromEntries(counts) as Record<CoverageStep, number>
}
