// SPDX-License-Identifier: AGPL-3.0-or-later
// Means over services, of a body or of the country, from figures that are public already: one that is not shown does not
// enter. Interface: sums by stream, as the database adds them up. Method: V(mean) = Σ V_i / k², V(weighted) = Σ n_i² V_i / N²,
// normal interval cut to 0–100 (sums of many independent means); services are all there are, not a sample of services.
import { estimate, method, normalQuantile, type Estimate, type Scope, type Stream } from '@ascolto/statistics'
import type { Day } from '../../base/day.ts'
import type { MeanOfServices, MeansByStream } from '../figures.ts'

export interface StreamSums {
  readonly stream: Stream
  readonly services: number
  readonly n: number
  readonly unweighted: number
  readonly unweightedVariance: number
  readonly weighted: number
  readonly weightedVariance: number
  readonly from: Day
  readonly to: Day
  readonly demo: boolean
}

export function meansOfServices(sums: readonly StreamSums[], scope: Scope): MeansByStream {
  const of = (stream: Stream): MeanOfServices | null => {
    const found = sums.find((row) => row.stream === stream)
    return found === undefined ? null : meanOfServices(found, scope)
  }
  return { invited: of('invited'), spontaneous: of('spontaneous') }
}

function meanOfServices(sums: StreamSums, scope: Scope): MeanOfServices {
  const { services, unweighted, unweightedVariance, weighted, weightedVariance } = sums
  return {
    services,
    unweighted: meanEstimate(sums, scope, unweighted, unweightedVariance),
    weighted: meanEstimate(sums, scope, weighted, weightedVariance, { method: 'volume' }),
  }
}

function meanEstimate(
  { stream, n, from, to, demo }: StreamSums,
  scope: Scope,
  value: number,
  variance: number,
  weighting?: { method: string },
): Estimate {
  const reach = normalQuantile((1 + method.level) / 2) * Math.sqrt(variance)
  const low = Math.max(0, value - reach)
  const high = Math.min(100, value + reach)
  return estimate(
    {
      unit: 'points',
      interval: 'mean-of-services',
      n,
      result: { estimable: true, value, low, high, level: method.level },
      variance: { sampling: variance, bridge: 0, conversion: 0 },
    },
    {
      stream,
      period: { from, to },
      scope,
      // Services ask by versions of their own, which their own estimates name.
      model: [],
      flags: demo ? ['dati dimostrativi'] : [],
      ...(weighting && { weighting }),
    },
  )
}
