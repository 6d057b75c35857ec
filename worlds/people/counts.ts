// SPDX-License-Identifier: AGPL-3.0-or-later
// The counts of n people of one opinion, drawn at once in the layout of the cube. Each question on its own has exactly the
// distribution that single answers would give it; only the ties between questions, which counts do not hold, are left out.
import type { Layout } from '@ascolto/questionnaire'
import type { Chance } from '../chance/chance.ts'
import { binomial, multinomial } from '../chance/draws.ts'
import { alsoChooses, type ItemOpinion, type Opinion } from './opinion.ts'

/** Adds n people to `counts`, which has the layout's length. */
export function drawCounts(chance: Chance, layout: Layout, opinion: Opinion, n: number, counts: number[]): void {
  const opening = layout.items[0]!
  const first = Array<number>(opening.codes.length).fill(0)
  multinomial(chance, n, opinion.items[0]!.probabilities, first)
  first.forEach((count, index) => (counts[opening.offset + index]! += count))
  // Who goes on is drawn by first answer, because the branches look at it.
  const goingOn = first.map((count) => binomial(chance, count, opinion.goesOn))
  for (let index = 1; index < layout.items.length; index++) {
    const question = opinion.items[index]!
    const { offset, codes } = layout.items[index]!
    const shownTo = (people: readonly number[]): number => totalShown(question, opening.codes, people)
    const shown = shownTo(goingOn)
    const silent = offset + codes.length
    counts[silent]! += shownTo(first) - shown
    counts[silent + 1]! += n - shownTo(first)
    drawItem(chance, question, shown, counts, offset)
  }
}

function totalShown({ item }: ItemOpinion, codes: readonly number[], people: readonly number[]): number {
  return people.reduce(
    (sum, count, i) => (item.showIf && !item.showIf.codes.includes(codes[i]!) ? sum : sum + count),
    0,
  )
}

function drawItem(chance: Chance, question: ItemOpinion, shown: number, counts: number[], offset: number): void {
  const { probabilities, missing, item } = question
  const silence = [0, 0, 0, 0]
  multinomial(chance, shown, [...missing, 1 - missing[0] - missing[1] - missing[2]], silence)
  for (let i = 0; i < 3; i++) counts[offset + probabilities.length + i]! += silence[i]!
  const answering = silence[3]!
  if (item.scale.kind !== 'multiple') return multinomial(chance, answering, probabilities, counts, offset)
  const main = Array<number>(probabilities.length).fill(0)
  multinomial(chance, answering, probabilities, main)
  main.forEach((count, i) => (counts[offset + i]! += count + binomial(chance, answering - count, alsoChooses)))
}
