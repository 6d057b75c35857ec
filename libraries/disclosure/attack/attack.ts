// SPDX-License-Identifier: AGPL-3.0-or-later
// What the public can find out about unpublished numbers: for each the smallest and the largest value that agrees with
// everything published. When: to judge any pattern, whoever made it. Method: two linear programs a number, over the cells
// of its component alone; a sum over several components is the sum of their extremes. The ends are those of the programs, not
// drawn in to whole numbers: that is the auditor's to judge.
// Fails: published numbers that contradict each other (refused, never an interval). Source: Fischetti & Salazar-González
// (2001), J. Am. Stat. Assoc. 96:1185; statistics.md §5. Reference cases audit-fischetti-salazar, audit-geurts.
import { refusal, type Refusal } from '../table/refusal.ts'
import { components, type Component } from './components.ts'
import type { OpenProgram, Program, Solver } from './linear-program.ts'
import type { Publication } from './publication.ts'

/** A number to find out: a cell, or a sum of cells with coefficients. */
export interface Target {
  readonly id: string
  readonly terms: readonly (readonly [cell: string, coefficient: number])[]
}

export interface Found {
  readonly id: string
  readonly low: number
  readonly high: number
  /** Statements (index among equations, then relations) that hold the interval where it is, as far as the solver says. */
  readonly tight: ReadonlySet<number>
}

export interface AttackOptions {
  /**
   * Whether an interval is wide enough to look no further: then what was found so far is returned, never wider than the
   * truth. Absent: every interval is exact.
   */
  readonly enough?: (id: string, low: number, high: number) => boolean
}

export const cellTarget = (cell: string): Target => ({ id: cell, terms: [[cell, 1]] })

/**
 * @returns one interval a target, in their order; a published cell comes back as itself, twice.
 * @example attack({ equations: [{ total: 't', parts: ['a', 'b'] }], values: new Map([['t', 9]]) }, [cellTarget('a')], await loadSolver())[0] // low 0, high 9
 */
export function attack(
  publication: Publication,
  targets: readonly Target[],
  solver: Solver,
  { enough = () => false }: AttackOptions = {},
): Found[] | Refusal {
  const cells = targets.flatMap(({ terms }) => terms.map(([cell]) => cell))
  const parts = components(publication, cells)
  if ('possible' in parts) return parts
  const questions = ask(publication, targets, parts)
  const isEnough = (question: Question): boolean => enough(question.id, ...extent(question))
  // What lies in one component first: the points found on the way often settle the sums over several as well.
  for (const several of [false, true]) {
    const byPart = new Map<number, Piece[]>()
    for (const question of questions) {
      const solved = question.pieces.length > 1 === several && !isEnough(question)
      for (const piece of question.pieces) {
        piece.solved = solved
        byPart.set(piece.part, [...(byPart.get(piece.part) ?? []), piece])
      }
    }
    for (const [part, pieces] of byPart) {
      const failure = solve(parts[part]!, pieces, solver, several, isEnough)
      if (failure !== null) return failure
    }
  }
  return questions.map((question) => {
    const [low, high] = extent(question)
    return { id: question.id, low, high, tight: question.tight }
  })
}

/** A target, as what is known of it and one piece for each component it lies in. */
interface Question {
  readonly id: string
  readonly tight: Set<number>
  known: number
  readonly pieces: Piece[]
}

interface Piece {
  readonly question: Question
  readonly part: number
  readonly costs: Map<number, number>
  low: number
  high: number
  solved: boolean
}

function ask({ values }: Publication, targets: readonly Target[], parts: readonly Component[]): Question[] {
  const place = new Map(parts.flatMap(({ cells }, part) => cells.map((cell, column) => [cell, { part, column }])))
  return targets.map(({ id, terms }) => {
    const question: Question = { id, tight: new Set(), known: 0, pieces: [] }
    for (const [cell, coefficient] of terms) {
      const at = place.get(cell)
      if (at === undefined) {
        question.known += coefficient * values.get(cell)!
        continue
      }
      let piece = question.pieces.find(({ part }) => part === at.part)
      if (piece === undefined) {
        piece = { question, part: at.part, costs: new Map(), low: Infinity, high: -Infinity, solved: false }
        question.pieces.push(piece)
      }
      piece.costs.set(at.column, (piece.costs.get(at.column) ?? 0) + coefficient)
    }
    return question
  })
}

/** From the points seen so far, or exactly where it has been solved; of components apart, extremes add up. */
function extent({ known, pieces }: Question): [low: number, high: number] {
  return [pieces.reduce((sum, { low }) => sum + low, known), pieces.reduce((sum, { high }) => sum + high, known)]
}

function solve(
  { program, statements, cells }: Component,
  pieces: readonly Piece[],
  solver: Solver,
  several: boolean,
  isEnough: (question: Question) => boolean,
): Refusal | null {
  const wanted = pieces.filter(({ solved }) => solved)
  if (several && wanted.length === 0) return null
  const open = solver.open(program)
  try {
    const any = open.extreme('min', new Map())
    if (any.status === 'infeasible') return refusal('published numbers contradict each other', cells[0])
    if (any.status !== 'optimal') return refusal('solver failed', cells[0])
    learn(pieces, any.point)
    if (!several) sweep(open, pieces, wanted, isEnough)
    for (const piece of wanted) {
      for (const sense of ['max', 'min'] as const) {
        if (!several && isEnough(piece.question)) break
        if (sense === 'min' && isLeast(piece, program)) continue
        if (!extend(open, piece, sense, pieces, statements)) return refusal('solver failed', cells[0])
      }
    }
    return null
  } finally {
    open.close()
  }
}

/**
 * Points far apart, for many targets at once: half of what is open is made large while the other half is made small, and the
 * other way round, with another half each time. What these points settle needs no program of its own.
 */
function sweep(
  open: OpenProgram,
  pieces: readonly Piece[],
  wanted: readonly Piece[],
  isEnough: (question: Question) => boolean,
): void {
  for (let wave = 0; 1 << wave < wanted.length; wave++) {
    const left = wanted.filter(({ question }) => !isEnough(question))
    // Where every interval has to be exact nothing is ever enough, and this would be in vain.
    if (left.length < 4 || (wave > 0 && left.length === wanted.length)) return
    const costs = new Map<number, number>()
    for (const [index, piece] of left.entries()) {
      const sign = (index >> wave) & 1 ? 1 : -1
      for (const [column, cost] of piece.costs) costs.set(column, (costs.get(column) ?? 0) + sign * cost)
    }
    for (const sense of ['max', 'min'] as const) {
      const extreme = open.extreme(sense, costs)
      if (extreme.status === 'optimal') learn(pieces, extreme.point)
    }
  }
}

/** Every point found is one that agrees with all that is published, so it tells about everything that is asked. */
function learn(pieces: readonly Piece[], point: ArrayLike<number>): void {
  for (const piece of pieces) {
    let value = 0
    for (const [column, cost] of piece.costs) value += cost * point[column]!
    piece.low = Math.min(piece.low, value)
    piece.high = Math.max(piece.high, value)
  }
}

/** Whether a point seen is at the bound a single cell has by itself (usually 0): it cannot be less, and nothing is to solve. */
function isLeast(piece: Piece, { low }: Program): boolean {
  const [[column, cost] = [-1, 0], ...others] = piece.costs
  if (others.length > 0 || cost !== 1 || !(piece.low <= low[column]! + 1e-9)) return false
  piece.low = low[column]!
  return true
}

function extend(
  open: OpenProgram,
  piece: Piece,
  sense: 'min' | 'max',
  pieces: readonly Piece[],
  statements: readonly number[],
): boolean {
  const extreme = open.extreme(sense, piece.costs)
  // There is a point, so it cannot be that there is none.
  if (extreme.status === 'infeasible' || extreme.status === 'failed') return false
  const end = sense === 'min' ? 'low' : 'high'
  if (extreme.status === 'unbounded') piece[end] = sense === 'min' ? -Infinity : Infinity
  else {
    learn(pieces, extreme.point)
    for (const row of extreme.tight ?? []) piece.question.tight.add(statements[row]!)
  }
  return true
}
