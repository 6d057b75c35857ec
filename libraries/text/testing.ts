// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: what laws are made of, and data files beside them.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'

/** What is in a data file beside the tests. */
export function data<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as T
}

export const words = [
  'il',
  'sito',
  'è',
  'lento',
  'errore',
  'non',
  'funziona',
  'SPID',
  'attesa',
  'giardino',
  'erba',
  'rifiuti',
  'strada',
  'bus',
  'notte',
]
/** A short remark of these words. */
export const remark = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 9 })
  .map((parts) => parts.join(' '))

/** Texts, and their places in another order. */
export const inAnyOrder = (lists: fc.Arbitrary<string[]>): fc.Arbitrary<[string[], number[]]> =>
  lists.chain((texts) =>
    fc.tuple(
      fc.constant(texts),
      fc.shuffledSubarray([...texts.keys()], { minLength: texts.length, maxLength: texts.length }),
    ),
  )

/** Whether a law fails for an implementation. */
export function breaks<T>(law: (how: T) => void, how: T): boolean {
  try {
    law(how)
    return false
  } catch {
    return true
  }
}

/** The properties here are synchronous: what fails is thrown. */
export function run(property: fc.IRawProperty<unknown>): void {
  void fc.assert(property, { numRuns: 200, seed: 2026 })
}

/** Groups as the texts in them. */
export const said = (texts: readonly string[], groups: readonly (readonly number[])[]): string[] =>
  groups
    .map((group) =>
      group
        .map((place) => texts[place]!)
        .sort()
        .join('|'),
    )
    .sort()
