// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: reference cases read where they lie beside the project, each test named by the case's id. Where the folder is
// absent the tests say that they were not run.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const folder = new URL('../../../shared/cases/', import.meta.url)

interface Case {
  readonly input: never
  readonly expected: never
}

/** Everything in the files is numbers or texts; each test knows the shape of its own. */
export type Numbers = { readonly [name: string]: never }

export function reference(path: string, run: (input: Numbers, expected: Numbers) => void): void {
  test(`${path.slice(path.indexOf('/') + 1)}: as the reference says`, (t) => {
    if (!existsSync(folder)) return t.skip('not run: ../shared/cases is absent')
    const { input, expected } = JSON.parse(readFileSync(new URL(`${path}.json`, folder), 'utf8')) as Case
    run(input, expected)
  })
}

export function near(
  actual: readonly number[] | number,
  expected: readonly number[] | number,
  tolerance: number,
): void {
  const [a, b] = [[actual].flat(), [expected].flat()] as [number[], number[]]
  assert.equal(a.length, b.length)
  a.forEach((value, i) => assert.ok(Math.abs(value - b[i]!) <= tolerance, `${value} is not ${b[i]} (place ${i})`))
}

export function got<T extends { estimable: boolean }>(result: T): Extract<T, { estimable: true }> {
  assert.ok(result.estimable, JSON.stringify(result))
  return result as Extract<T, { estimable: true }>
}

export type Row = Readonly<Record<string, string>>

export function readCsv(name: string): Row[] {
  const [head = '', ...lines] = readFileSync(new URL(`04-weighting/${name}`, folder), 'utf8')
    .trim()
    .split('\n')
  const cells = (line: string): string[] => line.split(',').map((cell) => cell.replaceAll('"', ''))
  const names = cells(head)
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, i) => [names[i]!, cell])))
}

export const column = (rows: readonly Row[], name: string): number[] => rows.map((row) => Number(row[name]))
export const columnsOf = (values: object): number[][] => Object.values(values) as number[][]
