// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers that are alike in every question, more often than the mix of answers makes it: a program that sends the same form
// again. Of each vector given more than once: how often, how often it would be if questions had nothing to do with each other
// (n times the product of the shares of its answers), and the Poisson tail of that. People do agree across questions, so the tail
// is a sign to look at, never a proof; all-best answers are common and ordinary. Linear in the answers. Fails: rows of different
// length. Source: statistics.md §10; Kuriakose & Robbins (2016), Statistical Journal of the IAOS 32:283, on duplicates.
import { notEstimable, type NotEstimable } from '../intervals/not-estimable.ts'
import { upperTail } from './negative-binomial.ts'

/** A code, or null where a question was not answered, which counts as an answer of its own. */
export type Code = number | string | null

export interface Identical {
  readonly answers: readonly Code[]
  /** Places, from 0, of the rows that are alike. */
  readonly rows: readonly number[]
  readonly expected: number
  /** P(as many or more). */
  readonly p: number
}

/** @param rows one an answer, its codes in the order asked. @returns most unlikely first. @example identicalAnswers([[1, 2], [1, 2], [3, 4]]).found.length // 1 */
export function identicalAnswers(
  rows: readonly (readonly Code[])[],
): { readonly estimable: true; readonly found: readonly Identical[] } | NotEstimable {
  const questions = rows[0]?.length ?? 0
  if (questions === 0) return notEstimable('no answers')
  if (!rows.every((row) => row.length === questions && row.every((code) => typeof code !== 'number' || isFinite(code))))
    return notEstimable('invalid values')
  const counts = Array.from({ length: questions }, () => new Map<Code, number>())
  const alike = new Map<string, number[]>()
  rows.forEach((row, i) => {
    row.forEach((code, j) => counts[j]!.set(code, (counts[j]!.get(code) ?? 0) + 1))
    const key = JSON.stringify(row)
    const places = alike.get(key)
    if (places) places.push(i)
    else alike.set(key, [i])
  })
  const found = [...alike.values()]
    .filter(({ length }) => length > 1)
    .map((places): Identical => {
      const answers = rows[places[0]!]!
      const expected = answers.reduce<number>((m, code, j) => (m * counts[j]!.get(code)!) / rows.length, rows.length)
      return { answers, rows: places, expected, p: upperTail(places.length, { mean: expected, size: Infinity }) }
    })
  return { estimable: true, found: found.toSorted((a, b) => a.p - b.p || a.rows[0]! - b.rows[0]!) }
}
