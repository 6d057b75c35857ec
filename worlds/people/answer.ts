// SPDX-License-Identifier: AGPL-3.0-or-later
// One person's answer. A common mood ties the questions together (a Gaussian copula), so that answers correlate as real
// ones do while every question keeps exactly its own distribution.
import type { AnswerInput } from '@ascolto/questionnaire'
import type { Chance } from '../chance/chance.ts'
import { indexAt, normal } from '../chance/draws.ts'
import { alsoChooses, type ItemOpinion, type Opinion } from './opinion.ts'

const moodWeight = 0.75

/** @param write gives the text of a suggestion that fits the first answer (a code from 1, worst, to 5). */
export function drawAnswer(chance: Chance, opinion: Opinion, write: (first: number) => string): AnswerInput {
  const mood = normal(chance)
  const [first, ...others] = opinion.items
  const opening = codeOf(chance, first!, mood)
  const input: AnswerInput = { [first!.item.id]: opening }
  if (chance.next() > opinion.goesOn) return input
  for (const question of others) {
    const { item, missing } = question
    if (item.showIf && !item.showIf.codes.includes(opening)) continue
    const silence = indexAt([...missing, 1 - missing[0] - missing[1] - missing[2]], chance.next())
    if (silence < 3) {
      if (silence > 0) input[item.id] = -1 - silence
    } else if (item.scale.kind === 'text') input[item.id] = write(opening)
    else if (item.scale.kind === 'multiple') input[item.id] = reasons(chance, question)
    else input[item.id] = codeOf(chance, question, mood)
  }
  return input
}

function codeOf(chance: Chance, { codes, probabilities, item }: ItemOpinion, mood: number): number {
  const ordered = item.role !== 'who' && item.role !== 'profile'
  const uniform = ordered
    ? normalShare(moodWeight * mood + Math.sqrt(1 - moodWeight ** 2) * normal(chance))
    : chance.next()
  return codes[indexAt(probabilities, uniform)]!
}

function reasons(chance: Chance, { codes, probabilities }: ItemOpinion): number[] {
  const main = codes[indexAt(probabilities, chance.next())]!
  return codes.filter((code) => code === main || chance.next() < alsoChooses)
}

/** The standard normal distribution function (Abramowitz and Stegun 26.2.17, error below 7.5e-8). */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const tail =
    Math.exp((-z * z) / 2) *
    0.3989422804014327 *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return z > 0 ? 1 - tail : tail
}
