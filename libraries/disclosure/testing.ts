// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: a second solver of another make (yalps, plain simplex in JavaScript), so that no bound rests on HiGHS alone, and
// cubes by chance with hierarchies, a calendar and a linked table. Not part of the library's face.
import { seededNumbers } from '@ascolto/statistics'
import fc from 'fast-check'
import { solve, type Model } from 'yalps'
import type { Extreme, Program, Solver } from './attack/linear-program.ts'
import { cube, type Dimension } from './table/cube.ts'
import { linkTables, type Table } from './table/table.ts'
import { timeDimension } from './table/time.ts'
import type { Refusal } from './table/refusal.ts'

/** Solves each extreme from nothing. Lower bounds must be finite. */
export const secondSolver: Solver = {
  open: (program) => ({
    extreme: (sense, costs) => extreme(program, sense, costs),
    close: () => undefined,
  }),
}

function extreme({ low, high, rows }: Program, sense: 'min' | 'max', costs: ReadonlyMap<number, number>): Extreme {
  const variables = low.map((_, column): [string, [string, number][]] => [
    `x${column}`,
    [
      ['objective', costs.get(column) ?? 0],
      [`bound${column}`, 1],
    ],
  ])
  rows.forEach(({ columns, coefficients }, row) =>
    columns.forEach((column, at) => variables[column]![1].push([`row${row}`, coefficients[at]!])),
  )
  const limits = (min: number, max: number): object => ({
    ...(Number.isFinite(min) && { min }),
    ...(Number.isFinite(max) && { max }),
  })
  const model: Model = {
    direction: sense === 'min' ? 'minimize' : 'maximize',
    objective: 'objective',
    constraints: [
      ...rows.map((row, at): [string, object] => [`row${at}`, limits(row.low, row.high)]),
      ...low.map((min, column): [string, object] => [`bound${column}`, limits(min, high[column]!)]),
    ],
    variables,
  }
  const { status, result, variables: at } = solve(model, { includeZeroVariables: true, precision: 1e-9 })
  if (status === 'infeasible' || status === 'unbounded') return { status }
  if (status !== 'optimal') return { status: 'failed' }
  const point = low.map(() => 0)
  for (const [name, value] of at) point[Number(name.slice(1))] = value
  return { status, value: result, point }
}

export function sound<T extends object>(result: T | Refusal): Exclude<T, Refusal> {
  if ('possible' in result && result.possible === false) throw new Error(`refused: ${JSON.stringify(result)}`)
  return result as Exclude<T, Refusal>
}

/** Two regions of services, a body within one of them, and the kinds of service beside the regions. */
const places: Dimension = {
  name: 'service',
  splits: [
    { total: 'IT', parts: ['Lazio', 'Molise'] },
    { total: 'Lazio', parts: ['Roma', 'anagrafe-L'] },
    { total: 'Roma', parts: ['anagrafe-R', 'tributi-R', 'scuola-R'] },
    { total: 'Molise', parts: ['anagrafe-M', 'tributi-M'] },
    { total: 'IT', parts: ['anagrafe', 'altro'] },
    { total: 'anagrafe', parts: ['anagrafe-L', 'anagrafe-R', 'anagrafe-M'] },
    { total: 'altro', parts: ['tributi-R', 'scuola-R', 'tributi-M'] },
  ],
}
const channels: Dimension = { name: 'channel', splits: [{ total: 'all', parts: ['web', 'desk'] }] }
const time = sound(timeDimension(['2026-02', '2026-03', '2026-04'], 'ever'))
const leaves = ['anagrafe-L', 'anagrafe-R', 'tributi-R', 'scuola-R', 'anagrafe-M', 'tributi-M']

/** @param count as fast-check makes them. */
function tableOf(
  dimensions: readonly Dimension[],
  finest: readonly (readonly string[])[],
  count: readonly number[],
): Table {
  const crossings = finest.reduce<string[][]>((ways, codes) => ways.flatMap((w) => codes.map((c) => [...w, c])), [[]])
  return sound(
    cube(
      dimensions,
      crossings.map((codes, at) => ({ codes, count: count[at % count.length]! })),
    ),
  )
}

export const smallCounts = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 1000, 1_000_000_000) },
)
const months = ['2026-02', '2026-03', '2026-04']
const kinds: readonly ((count: number[]) => Table)[] = [
  (count) => tableOf([places, channels], [leaves, ['web', 'desk']], count),
  (count) => tableOf([places, time], [leaves, months], count),
  (count) => tableOf([channels, time], [['web', 'desk'], months], count),
  (count) => {
    const byTime = tableOf([places, time], [leaves, months], count)
    // The same services by channel in all months: a table of its own that shares its margins with the first.
    const margins = leaves.map((leaf) => byTime.counts.get(`${leaf}|ever`)!)
    const byChannel = tableOf(
      [places, channels],
      [leaves, ['web', 'desk']],
      margins.flatMap((n) => [Math.floor(n / 3), n - Math.floor(n / 3)]),
    )
    const named = (cell: string): string => (cell.endsWith('|all') ? cell.replace('|all', '|ever') : cell)
    return sound(
      linkTables([
        byTime,
        {
          counts: new Map([...byChannel.counts].map(([cell, n]) => [named(cell), n])),
          equations: byChannel.equations.map(({ total, parts }) => ({ total: named(total), parts: parts.map(named) })),
        },
      ]),
    )
  },
  (count) => tableOf([places, time, channels], [leaves, months, ['web', 'desk']], count),
]

/** Cubes of two and three dimensions, with a tree that splits in two ways, a calendar, and linked tables. */
export const cubes: fc.Arbitrary<Table> = fc
  .tuple(fc.constantFrom(...kinds), fc.array(smallCounts, { minLength: 36, maxLength: 36 }))
  .map(([kind, count]) => kind(count))

/** The same cube every time for a seed. */
export function cubeOf(seed: number): Table {
  const random = seededNumbers(seed)
  // Three answers somewhere, so that there is always something to protect.
  const count = [3, ...Array.from({ length: 35 }, () => Math.floor(40 * random() ** 1.5))]
  return kinds[seed % kinds.length]!(count)
}
