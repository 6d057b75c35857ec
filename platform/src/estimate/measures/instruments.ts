// SPDX-License-Identifier: AGPL-3.0-or-later
// A service may be asked about by several questionnaires at once (a procedure, a page, a desk). Each is a family of
// versions; the one most people answered speaks for the service, the first questions of the others stand beside it.
import type { Estimate } from '@ascolto/statistics'
import type { CubeRow } from '../queries/read-cube.ts'
import { estimateLine, questionFigure, type Subject } from './estimate-question.ts'
import type { QuestionFigure } from './figures.ts'
import { lineOf, versionsIn, type Version } from './lines.ts'

export interface Instrument {
  readonly id: string
  /** In the order they appeared. */
  readonly versions: readonly Version[]
  /** Id of the first question of the last version. */
  readonly first: string
}

/** @param rows in the order of time. @returns the most answered questionnaire first. */
export function instrumentsIn(rows: readonly CubeRow[], known: ReadonlyMap<number, Version>): Instrument[] {
  const families = Map.groupBy(versionsIn(rows, known), ({ document }) => document.instrument)
  const answers = (versions: readonly Version[]): number =>
    rows.filter(({ versionId }) => versions.some(({ id }) => id === versionId)).reduce((sum, { n }) => sum + n, 0)
  return [...families]
    .map(([id, versions]) => ({ id, versions, first: versions.at(-1)!.document.items[0]!.id, n: answers(versions) }))
    .toSorted((a, b) => b.n - a.n || (a.id < b.id ? -1 : 1))
}

export interface ScoredQuestion {
  readonly role: string
  readonly figure: QuestionFigure
}

/** Every scored question of the last version, in its order. */
export function scoredQuestions(
  { versions }: Instrument,
  rows: readonly CubeRow[],
  subject: Subject,
): ScoredQuestion[] {
  const items = versions.at(-1)?.document.items ?? []
  return items.flatMap((item) => {
    if (!['score', 'outcome', 'overall'].includes(item.role)) return []
    const figure = questionFigure(item, estimateLine(lineOf(versions, item.id), rows, subject))
    return figure === null ? [] : [{ role: item.role, figure }]
  })
}

export function estimateOf(questions: readonly ScoredQuestion[], role: string): Estimate | null {
  return questions.find((question) => question.role === role)?.figure.estimate ?? null
}
