// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: reference cases read where they lie beside the project, of which the test says when they were not run; and what laws
// are made of.
import { existsSync, readFileSync } from 'node:fs'
import type { TestContext } from 'node:test'
import fc from 'fast-check'

/** @returns undefined after the test has been skipped. */
export function reference<T>(t: TestContext, path: string): T | undefined {
  const file = new URL(`../../../shared/cases/07-text/${path}`, import.meta.url)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as T
  t.skip(`not run: ../shared/cases/07-text/${path} is absent`)
  return undefined
}

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
