// SPDX-License-Identifier: AGPL-3.0-or-later
// What a benchmark is, and what it may use: a folder of its own that is gone afterwards, and sizes from the command line,
// which also declares them from here. So this file needs no package: it is loaded with every command.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandInput, CommandIo, CommandOption } from '../platform/src/base/command.ts'
import type { Figure } from './figures.ts'

export interface Sizes {
  /** Page views of a round of `form`. */
  readonly views: number
  /** Answers of a round of `intake`, and of `cube`. */
  readonly answers: number
  readonly connections: number
  readonly rounds: number
  /** Services of the country of `pages` and of `libraries`, days of the former. */
  readonly services: number
  readonly days: number
  /** Answers' worth of cube that `pages` compares. */
  readonly small: number
  readonly large: number
  /** Remarks of `libraries`. */
  readonly texts: number
  /** Draws of each simulation of `accuracy`. */
  readonly draws: number
}

export const usualSizes: Sizes = {
  views: 4000,
  answers: 20_000,
  connections: 48,
  rounds: 3,
  services: 300,
  days: 365,
  small: 100_000,
  large: 10_000_000,
  texts: 16_000,
  draws: 4000,
}

const sizeHelp: Readonly<Record<keyof Sizes, string>> = {
  views: 'form: pagine per giro',
  answers: 'intake, cube: risposte per giro',
  connections: 'connessioni del carico',
  rounds: 'giri, alternati con il riferimento',
  services: 'pages, libraries: servizi',
  days: 'pages: giorni',
  small: 'pages: risposte del paese piccolo',
  large: 'pages: risposte del paese grande (per la prova intera 100000000)',
  texts: 'libraries: osservazioni',
  draws: 'accuracy: estrazioni di ogni simulazione',
}

/** The sizes as options of the command line. */
export const sizeOptions: Readonly<Record<string, CommandOption>> = Object.fromEntries(
  Object.entries(sizeHelp).map(([name, help]) => [
    name,
    { type: 'string', help: `${help} (predefinito: ${usualSizes[name as keyof Sizes]})` },
  ]),
)

/** @returns undefined for a size that is no whole number above 0. */
export function sizesOf(options: CommandInput['options']): Sizes | undefined {
  const given = Object.keys(usualSizes)
    .filter((name) => options[name] !== undefined)
    .map((name) => [name, Number(options[name])] as const)
  if (given.some(([, value]) => !Number.isSafeInteger(value) || value < 1)) return undefined
  return { ...usualSizes, ...Object.fromEntries(given) }
}

export const benchNames = ['form', 'intake', 'cube', 'pages', 'libraries', 'accuracy'] as const

export interface Bench {
  readonly name: (typeof benchNames)[number]
  readonly summary: string
  run(sizes: Sizes, io: CommandIo): Promise<Figure[]>
}

/** Runs with an empty folder on a real disk, removed at the end whatever happens. */
export async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'ascolto-bench-'))
  try {
    return await run(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs A and B in turn, so that a machine that gets slower or faster meanwhile does so for both. */
export async function inTurn<A, B>(
  rounds: number,
  a: (round: number) => Promise<A>,
  b: (round: number) => Promise<B>,
): Promise<{ a: A[]; b: B[] }> {
  const results: { a: A[]; b: B[] } = { a: [], b: [] }
  for (let round = 0; round < rounds; round++) {
    results.a.push(await a(round))
    results.b.push(await b(round))
  }
  return results
}
