// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: reference cases as these methods read them, how near a number must come, and counts by chance.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { readShared, sharedCase } from '../../tools/test/shared-case.ts'

/** Everything in the files is numbers or texts; each test knows the shape of its own. */
export type Numbers = { readonly [name: string]: never }

export const reference = (path: string, run: (input: Numbers, expected: Numbers) => void): void => sharedCase(path, run)

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
  const [head = '', ...lines] = readShared(`04-weighting/${name}`).trim().split('\n')
  const cells = (line: string): string[] => line.split(',').map((cell) => cell.replaceAll('"', ''))
  const names = cells(head)
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, i) => [names[i]!, cell])))
}

export const column = (rows: readonly Row[], name: string): number[] => rows.map((row) => Number(row[name]))
export const columnsOf = (values: object): number[][] => Object.values(values) as number[][]

export const counts = (length: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 0, max: 500 }), { minLength: length, maxLength: length })
/** Every category has answers. */
export const filled = (length: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 1, max: 500 }), { minLength: length, maxLength: length })
