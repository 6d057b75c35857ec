// SPDX-License-Identifier: AGPL-3.0-or-later
// What the attack asks of a solver of linear programs, and HiGHS behind it. Order of calls: open a program, ask for as many
// extremes as wanted, close it (its memory is not the garbage collector's). Statuses are told apart, numbers are not
// rounded. HiGHS is loaded by the caller or by loadSolver, once; afterwards everything is synchronous.
// Method: simplex, primal after the first solution: another objective leaves the last point feasible, so each further
// extreme takes few steps. Source: Huangfu & Hall (2018), Math. Programming Computation 10:119.
import type { Highs, Model, ModelData } from 'highs'

export interface Row {
  readonly columns: readonly number[]
  readonly coefficients: readonly number[]
  readonly low: number
  readonly high: number
}

/** Points x with low ≤ x ≤ high and, for each row, row.low ≤ Σ coefficient · x ≤ row.high. Bounds may be infinite. */
export interface Program {
  readonly low: readonly number[]
  readonly high: readonly number[]
  readonly rows: readonly Row[]
}

export type Extreme =
  | {
      readonly status: 'optimal'
      readonly value: number
      /** Where it is reached. */
      readonly point: ArrayLike<number>
      /** Rows without which the extreme would lie further out; absent where the solver does not say. */
      readonly tight?: readonly number[]
    }
  | { readonly status: 'unbounded' }
  | { readonly status: 'infeasible' }
  | { readonly status: 'failed' }

export interface OpenProgram {
  /** @param costs column to coefficient of what is to be made smallest or largest; empty asks for any point. */
  extreme(sense: 'min' | 'max', costs: ReadonlyMap<number, number>): Extreme
  close(): void
}

export interface Solver {
  open(program: Program): OpenProgram
}

/** Loads HiGHS (WebAssembly, 3.5 MB), once for as many audits as wanted. @param locate where its file is, in a bundle. */
export async function loadSolver(locate?: (file: string) => string): Promise<Solver> {
  // The package declares its types as CommonJS; what is imported is its ES module.
  const { default: load } = (await import('highs')) as unknown as typeof import('highs')
  return highsSolver(await load(locate === undefined ? {} : { locateFile: locate }))
}

/** A solver of HiGHS as its package loads it, for who loads it by other ways than `loadSolver`. */
export function highsSolver(highs: Highs): Solver {
  return {
    open(program) {
      const model = highs.createModel(modelOf(highs, program))
      model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex' })
      return openModel(highs, model, program.rows.length)
    },
  }
}

function modelOf({ infinity }: Highs, { low, high, rows }: Program): ModelData {
  const finite = (bound: number): number => Math.max(-infinity, Math.min(infinity, bound))
  const starts = [0]
  for (const { columns } of rows) starts.push(starts.at(-1)! + columns.length)
  return {
    numCols: low.length,
    numRows: rows.length,
    colCost: new Float64Array(low.length),
    colLower: low.map(finite),
    colUpper: high.map(finite),
    rowLower: rows.map((row) => finite(row.low)),
    rowUpper: rows.map((row) => finite(row.high)),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: low.length,
      starts,
      indices: rows.flatMap(({ columns }) => columns),
      values: rows.flatMap(({ coefficients }) => coefficients),
    },
  }
}

function openModel(highs: Highs, model: Model, rows: number): OpenProgram {
  const { modelStatus, objectiveSense } = highs.constants
  let costs: ReadonlyMap<number, number> = new Map()
  return {
    extreme(sense, wanted) {
      for (const column of costs.keys()) if (!wanted.has(column)) model.changeColCost(column, 0)
      for (const [column, cost] of wanted) model.changeColCost(column, cost)
      costs = wanted
      model.changeObjectiveSense(sense === 'min' ? objectiveSense.minimize : objectiveSense.maximize)
      model.run()
      const status = model.getModelStatus()
      if (status === modelStatus.optimal) return optimal(model, rows)
      if (status === modelStatus.infeasible) return { status: 'infeasible' }
      const isUnbounded = status === modelStatus.unbounded || status === modelStatus.unboundedOrInfeasible
      return isUnbounded ? { status: 'unbounded' } : { status: 'failed' }
    },
    close: () => model.dispose(),
  }
}

function optimal(model: Model, rows: number): Extreme {
  // The next objective starts from this point, which stays feasible: that is what primal simplex is good at.
  model.options.set('simplex_strategy', 4)
  const { colValue, rowDual } = model.getSolution()
  const tight: number[] = []
  for (let row = 0; row < rows; row++) if (Math.abs(rowDual[row]!) > 1e-9) tight.push(row)
  return { status: 'optimal', value: model.getObjectiveValue(), point: colValue, tight }
}
