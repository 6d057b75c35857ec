// SPDX-License-Identifier: AGPL-3.0-or-later
// The way back from a stored answer to what was sent, so that a person can correct it or a body export it.
import { ascendingCodes } from '../document/ascending-codes.ts'
import { noAnswer, notApplicable, type InstrumentDocument } from '../document/schema.ts'
import type { Answer, AnswerInput } from './validate-answer.ts'

/** The input that gives this answer again; unanswered and not shown questions are left out. */
export function inputOf(document: InstrumentDocument, { values, text }: Answer): AnswerInput {
  const given = document.items.flatMap((item, index): [string, number | number[] | string][] => {
    const value = values[index] ?? noAnswer
    if (value === noAnswer) return []
    if (value === notApplicable && !item.scale.missing.some(({ code }) => code === value)) return []
    if (item.scale.kind === 'text') return text === null ? [] : [[item.id, text]]
    if (item.scale.kind !== 'multiple') return [[item.id, value]]
    return [[item.id, ascendingCodes(item.scale).filter((_, bit) => value & (1 << bit))]]
  })
  return Object.fromEntries(given)
}
