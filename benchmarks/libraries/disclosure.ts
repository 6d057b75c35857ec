// SPDX-License-Identifier: AGPL-3.0-or-later
// How long disclosure control takes: the audit of 600 hidden cells, every interval exact, beside the same with the second
// solver on one of ten cells; and a country of services by month, from rows to an accepted pattern.
import {
  attack,
  cellTarget,
  cube,
  loadSolver,
  protect,
  suppress,
  timeDimension,
  type Dimension,
  type Row,
  type Solver,
  type Table,
} from '../../libraries/disclosure/index.ts'
import { seededNumbers } from '../../libraries/statistics/index.ts'
import { secondSolver, sound } from '../../libraries/disclosure/testing.ts'
import { atMost, type Figure } from '../figures.ts'

export interface CountrySize {
  readonly services: number
  readonly months: number
}

/** @param size of the country; architecture.md speaks of 3,000 services and 24 months. */
export async function disclosureFigures(size: CountrySize): Promise<Figure[]> {
  const solver = await loadSolver()
  return [auditOf600(solver), ...country(solver, size)]
}

function auditOf600(solver: Solver): Figure {
  const table = countryTable({ services: 120, months: 12 }, 7)
  const small = new Map([...table.counts].filter(([, n]) => n < 10).map(([cell]) => [cell, 'small' as const]))
  const { hidden } = sound(suppress(table, small))
  const cells = [...hidden.keys()].slice(0, 600)
  const values = new Map([...table.counts].filter(([cell]) => !hidden.has(cell)))
  const attacked = (some: readonly string[], by: Solver): number => {
    const began = performance.now()
    sound(attack({ equations: table.equations, values }, some.map(cellTarget), by))
    return (performance.now() - began) / 1000
  }
  const other = cells.filter((_, index) => index % 100 === 0)
  const perCell = attacked(other, secondSolver) / other.length
  return {
    name: `audit di ${cells.length} celle (${hidden.size} nascoste su ${table.counts.size})`,
    value: attacked(cells, solver),
    unit: 's',
    baseline: { name: 'yalps, in proporzione', value: perCell * cells.length },
    bar: atMost(3),
  }
}

function country(solver: Solver, size: CountrySize): Figure[] {
  const table = countryTable(size, 11)
  const rows = new Map<string, Row>([...table.counts].map(([cell, n]) => [cell, { n }]))
  const began = performance.now()
  const result = sound(protect(rows, table.equations, solver))
  const seconds = (performance.now() - began) / 1000
  return [
    {
      name: `paese di ${size.services} servizi × ${size.months} mesi, fino al modello accettato`,
      value: seconds,
      unit: 's',
      bar: atMost(120),
    },
    { name: 'righe nascoste', value: (100 * result.hidden.size) / rows.size, unit: '%' },
    { name: 'accettato', value: result.accepted ? 1 : 0, unit: '(1 = sì)' },
  ]
}

/** Regions of bodies of services by month, quarter and year, with a heavy tail of sizes; the same for a seed. */
function countryTable({ services, months }: CountrySize, seed: number): Table {
  const random = seededNumbers(seed)
  const names = Array.from({ length: services }, (_, i) => `s${i}`)
  const group = (codes: readonly string[], letter: string, size: number): Dimension['splits'] =>
    Array.from({ length: Math.ceil(codes.length / size) }, (_, g) => ({
      total: `${letter}${g}`,
      parts: codes.slice(g * size, (g + 1) * size),
    }))
  const bodies = group(names, 'b', 5)
  const regions = group(
    bodies.map(({ total }) => total),
    'r',
    Math.max(1, Math.ceil(bodies.length / 20)),
  )
  const nation = { total: 'IT', parts: regions.map(({ total }) => total) }
  const calendar = Array.from(
    { length: months },
    (_, m) => `${2024 + Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}`,
  )
  const crossings = names.flatMap((service) => {
    const size = 5 * Math.exp(6 * random() ** 2)
    return calendar.map((month) => ({ codes: [service, month], count: Math.floor(size * (0.5 + random())) }))
  })
  const places: Dimension = { name: 'service', splits: [nation, ...regions, ...bodies] }
  return sound(cube([places, sound(timeDimension(calendar, 'all'))], crossings))
}
