// SPDX-License-Identifier: AGPL-3.0-or-later
// What must be true of every interval for the mean of a score, as functions of the implementation: the tests hold ours
// against them, and hold faulty ones (mutants) against them to see that the laws can tell.
import fc from 'fast-check'
import type { NotEstimable } from './not-estimable.ts'
import type { ScoreInterval } from './score-interval.ts'

export type Implementation = (
  counts: number[],
) => Pick<ScoreInterval, 'estimable' | 'value' | 'low' | 'high'> | NotEstimable

const counts = fc
  .integer({ min: 2, max: 11 })
  .chain((length) =>
    fc
      .array(fc.integer({ min: 0, max: 1000 }), { minLength: length, maxLength: length })
      .filter((array) => array.some((count) => count > 0)),
  )
const close = (a: number, b: number, what: string): void => must(Math.abs(a - b) < 1e-7, `${what}: ${a} ${b}`)

function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`the law does not hold: ${what}`)
}

function get(interval: Implementation, input: number[]): { value: number; low: number; high: number } {
  const result = interval(input)
  must(result.estimable, 'something is estimable')
  return result
}

export const laws: Record<string, (interval: Implementation) => void> = {
  'limits lie on the scale and in order'(interval) {
    fc.assert(
      fc.property(counts, (input) => {
        const { low, high } = get(interval, input)
        must(low >= 0 && low < high && high <= 100, `${low} ${high}`)
      }),
    )
  },
  'the value is the mean counted one by one'(interval) {
    fc.assert(
      fc.property(counts, (input) => {
        let sum = 0
        let n = 0
        input.forEach((count, index) => {
          sum += count * index
          n += count
        })
        close(get(interval, input).value, (100 * sum) / n / (input.length - 1), 'value')
      }),
    )
  },
  'reversing the scale mirrors the interval'(interval) {
    fc.assert(
      fc.property(counts, (input) => {
        const straight = get(interval, input)
        const mirrored = get(interval, input.toReversed())
        close(straight.low, 100 - mirrored.high, 'low')
        close(straight.high, 100 - mirrored.low, 'high')
      }),
    )
  },
  'ten times the answers make the interval narrower'(interval) {
    fc.assert(
      fc.property(counts, (input) => {
        const few = get(interval, input)
        const many = get(
          interval,
          input.map((count) => 10 * count),
        )
        must(many.high - many.low < few.high - few.low, 'narrower')
      }),
    )
  },
  'an answer moved to a better category raises the interval'(interval) {
    fc.assert(
      fc.property(counts, fc.nat(), (input, seed) => {
        const movable = input.flatMap((count, index) => (count > 0 && index < input.length - 1 ? [index] : []))
        if (movable.length === 0) return
        const from = movable[seed % movable.length]!
        const better = input.with(from, input[from]! - 1)
        better[from + 1]! += 1
        const before = get(interval, input)
        const after = get(interval, better)
        must(after.low + after.high > before.low + before.high, 'higher')
      }),
    )
  },
}
