// SPDX-License-Identifier: AGPL-3.0-or-later
// The one judge of an answer against its questionnaire. What it accepts is small integers in the order of the
// document and one cleaned text: nothing else of what was sent survives. It never throws on parsed JSON.
import { ascendingCodes } from '../document/ascending-codes.ts'
import { noAnswer, notApplicable, type DocumentItem, type InstrumentDocument } from '../document/schema.ts'
import { cleanText, codePoints } from './clean-text.ts'
import * as problems from './problems.ts'
import type { Problem } from './problems.ts'

/**
 * `values` holds one smallint per item in document order: the code chosen, or -1 no answer, -2 not applicable
 * (also for a question its branch did not show), -3 don't know. Multiple choice is a bitmask whose bit i is
 * the i-th code in ascending order; a text item is 1 when `text` was given.
 */
export type Answer = { readonly values: readonly number[]; readonly text: string | null }

/** What may be sent: codes as numbers, multiple choice as an array of codes, text as a string. */
export type AnswerInput = { [itemId: string]: number | number[] | string }

export type Validation = { ok: true; answer: Answer } | { ok: false; problems: Problem[] }

/** More would help nobody, and an attacker should not choose how long our reply is. */
const mostProblems = 20

type Encoded = { value: number; text?: string } | { problem: Problem }

/** Judges `input` against `document`: the answer as it is stored, or every problem found, at most 20. */
export function validateAnswer(document: InstrumentDocument, input: unknown): Validation {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { ok: false, problems: [problems.notAnObject] }
  }
  const found = unknownItems(document, input)
  const values: number[] = []
  const asked = { get: (id: string) => values[document.items.findIndex((item) => item.id === id)] }
  let text: string | null = null
  for (const item of document.items) {
    const given = Object.hasOwn(input, item.id) ? (input as Record<string, unknown>)[item.id] : undefined
    const encoded = encodeItem(item, given, isShown(item, asked))
    if ('problem' in encoded) found.push(encoded.problem)
    else text = encoded.text ?? text
    // What is wrong opens no branch, and the whole is refused in the end.
    values.push('problem' in encoded ? noAnswer : encoded.value)
  }
  if (found.length > 0) return { ok: false, problems: found.slice(0, mostProblems) }
  return { ok: true, answer: { values, text } }
}

/** Whether a question is asked, given the codes of the questions before it. */
export function isShown({ showIf }: DocumentItem, values: { get(item: string): unknown }): boolean {
  return showIf === undefined || showIf.codes.some((code) => values.get(showIf.item) === code)
}

const itemIds = new WeakMap<InstrumentDocument, ReadonlySet<string>>()

function idsOf(document: InstrumentDocument): ReadonlySet<string> {
  const before = itemIds.get(document)
  if (before) return before
  const ids = new Set(document.items.map(({ id }) => id))
  if (Object.isFrozen(document)) itemIds.set(document, ids)
  return ids
}

function unknownItems(document: InstrumentDocument, input: object): Problem[] {
  const known = idsOf(document)
  const found: Problem[] = []
  for (const key of Object.keys(input)) {
    if (!known.has(key)) found.push(problems.unknownItem(key))
    if (found.length === mostProblems) break
  }
  return found
}

function encodeItem(item: DocumentItem, given: unknown, shown: boolean): Encoded {
  const encoded = given === undefined ? { value: noAnswer } : encodeGiven(item, given)
  if ('problem' in encoded) return encoded
  if (!shown) {
    const silent = encoded.value === noAnswer || encoded.value === notApplicable
    return silent ? { value: notApplicable } : { problem: problems.notShown(item) }
  }
  return item.required && encoded.value === noAnswer ? { problem: problems.required(item) } : encoded
}

function encodeGiven(item: DocumentItem, given: unknown): Encoded {
  if (given === noAnswer) return { value: noAnswer }
  if (item.scale.kind === 'text') return encodeText(item, given)
  if (item.scale.kind === 'multiple') return encodeMultiple(item, given)
  if (typeof given !== 'number' || !Number.isInteger(given)) return { problem: problems.wrongType(item) }
  const codes = ascendingCodes(item.scale)
  if (codes.includes(given) || item.scale.missing.some(({ code }) => code === given)) return { value: given }
  return { problem: problems.outOfRange(item, [...codes, ...item.scale.missing.map(({ code }) => code)]) }
}

function encodeMultiple(item: DocumentItem, given: unknown): Encoded {
  if (!Array.isArray(given) || !given.every((code) => Number.isInteger(code))) {
    return { problem: problems.wrongType(item) }
  }
  const codes = ascendingCodes(item.scale)
  if (given.length > codes.length || given.some((code) => !codes.includes(code))) {
    return { problem: problems.outOfRange(item, codes) }
  }
  const mask = codes.reduce((bits, code, index) => (given.includes(code) ? bits | (1 << index) : bits), 0)
  return { value: mask === 0 ? noAnswer : mask }
}

function encodeText(item: DocumentItem, given: unknown): Encoded {
  if (typeof given !== 'string') return { problem: problems.wrongType(item) }
  const limit = item.maxLength ?? 0
  // Cleaning rarely shortens a text by much: a far longer one is refused before it costs anything.
  if (given.length > limit * 8 + 64) return { problem: problems.tooLong(item, limit) }
  const text = cleanText(given)
  if (text.length > limit && codePoints(text) > limit) return { problem: problems.tooLong(item, limit) }
  return text === '' ? { value: noAnswer } : { value: 1, text }
}
