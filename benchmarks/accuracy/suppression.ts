// SPDX-License-Identifier: AGPL-3.0-or-later
// Random cubes with their totals: hiding the small cells alone must always be undone by the attack, the final pattern never;
// and what the protection costs in cells and in answers that nobody sees.
import { audit, loadSolver, protect, type Solver } from '../../libraries/disclosure/index.ts'
import { publish, sensitiveCounts, truthOf } from '../../libraries/disclosure/laws.ts'
import { cubeOf, sound } from '../../libraries/disclosure/testing.ts'
import { atLeast, atMost, type Figure } from '../figures.ts'

interface Protected {
  readonly primaryRefused: boolean
  readonly unsafe: number
  readonly cells: number
  readonly small: number
  readonly hidden: number
}

/** @param cubes how many; statistics.md asks for 20. */
export async function suppressionFigures(cubes: number): Promise<Figure[]> {
  const solver = await loadSolver()
  const all = Array.from({ length: cubes }, (_, index) => protectCube(index + 1, solver))
  const total = (of: (one: Protected) => number): number => all.reduce((sum, one) => sum + of(one), 0)
  const cells = total((one) => one.cells)
  const small = total((one) => one.small)
  const hidden = total((one) => one.hidden)
  return [
    {
      name: `cubi (su ${cubes}) in cui nascondere le sole celle piccole non basta`,
      value: total(({ primaryRefused }) => Number(primaryRefused)),
      unit: '',
      bar: atLeast(cubes),
    },
    { name: 'celle ricavabili nello schema finale', value: total(({ unsafe }) => unsafe), unit: '', bar: atMost(0) },
    {
      name: `celle nascoste di ${cells}`,
      value: (100 * hidden) / cells,
      unit: '%',
      baseline: { name: 'piccole di per sé', value: (100 * small) / cells },
    },
  ]
}

function protectCube(seed: number, solver: Solver): Protected {
  const table = cubeOf(seed)
  const primary = sensitiveCounts(table)
  const rows = new Map([...table.counts].map(([cell, n]) => [cell, { n }]))
  const { hidden } = sound(protect(rows, table.equations, solver))
  const attacked = (pattern: typeof primary): number =>
    sound(audit(publish(table, pattern), truthOf(table, primary.keys()), solver)).findings.length
  return {
    primaryRefused: attacked(primary) > 0,
    unsafe: attacked(new Map(hidden)),
    cells: table.counts.size,
    small: primary.size,
    hidden: hidden.size,
  }
}
