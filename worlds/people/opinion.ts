// SPDX-License-Identifier: AGPL-3.0-or-later
// What people of one cell (service, stream, season) think: for every question of a document the true probabilities of its
// codes and of each way of not answering. Single answers and whole cells of counts are drawn from the same opinion.
import type { DocumentItem, InstrumentDocument } from '@ascolto/questionnaire'
import habits from './habits.json' with { type: 'json' }
import { shapes, tilted, type ShapeName } from './shape.ts'

export interface Experience {
  readonly shape: ShapeName
  /** True mean of the first question, in points from 0 to 100. */
  readonly mean: number
  /** Share of those who answered the first question that goes on with the others. */
  readonly goesOn: number
  /** Share of those who write a suggestion, of those who went on. */
  readonly writes: number
}

export interface ItemOpinion {
  readonly item: DocumentItem
  /** By ascending code; a text has the single code "given". */
  readonly codes: readonly number[]
  /** Among those who choose a code. Of a multiple choice: its main reason, exactly one a person. */
  readonly probabilities: readonly number[]
  /** Among those who were shown the question and go on: no answer, not applicable, don't know. */
  readonly missing: readonly [number, number, number]
}

export interface Opinion {
  readonly goesOn: number
  readonly items: readonly ItemOpinion[]
}

/** Chance that a person who ticked one reason ticks another one too. */
export const alsoChooses = habits.alsoChooses

export function opinionOf(document: InstrumentDocument, experience: Experience): Opinion {
  const items = document.items.map((item, index) => ({
    item,
    codes: item.scale.kind === 'text' ? [1] : item.scale.codes.map(({ code }) => code).toSorted((a, b) => a - b),
    probabilities: probabilitiesOf(item, index === 0, experience),
    missing: index === 0 ? ([0, 0, 0] as const) : missingOf(item, experience),
  }))
  return { goesOn: experience.goesOn, items }
}

function probabilitiesOf(item: DocumentItem, first: boolean, { shape, mean }: Experience): readonly number[] {
  const level = first ? mean : mean + ((habits.offsets as Record<string, number>)[item.id] ?? 0)
  if (item.role === 'who') return habits.who
  if (item.role === 'profile') return habits.profile
  if (item.scale.kind === 'text') return [1]
  if (item.scale.kind === 'multiple') return habits.choices
  if (item.scale.codes.length === 3) return tilted(habits.threeWay.base, level + habits.threeWay.offset)
  return tilted(shapes[shape], level)
}

function missingOf(item: DocumentItem, { writes }: Experience): [number, number, number] {
  if (item.scale.kind === 'text') return [1 - writes, 0, 0]
  const allowed = new Set(item.scale.missing.map(({ code }) => code))
  return [habits.leavesOut, allowed.has(-2) ? habits.doesNotApply : 0, allowed.has(-3) ? habits.dontKnow : 0]
}
