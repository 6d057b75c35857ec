// SPDX-License-Identifier: AGPL-3.0-or-later
// What is known about a service, as it may be shown: every figure an Estimate, every count above its threshold or null.
import type { Estimate, Period, Stream } from '@ascolto/statistics'
import type { Day } from '../../base/day.ts'

/** The service that is measured; `slug` is its name in scopes. */
export interface MeasuredService {
  readonly id: number
  readonly slug: string
  readonly demo: boolean
}

/** One question and what was answered to it. */
export interface QuestionFigure {
  readonly item: string
  readonly dimension: string | null
  /** Italian. */
  readonly wording: string
  /** Id of the scale it was asked on. */
  readonly scale: string
  readonly estimate: Estimate
}

/** `month` and `week` are first days; a point that does not continue the one before is flagged 'rottura di serie'. */
export interface MonthPoint {
  readonly month: Day
  readonly estimate: Estimate
  /** The source was read before the month was over: the figure will change. */
  readonly open?: true
}
export interface WeekPoint {
  readonly week: Day
  readonly estimate: Estimate
}

/** Answers by code, ascending; only from ten answers on. */
export interface Distribution {
  readonly item: string
  readonly stream: Stream
  readonly codes: readonly number[]
  /** Italian. */
  readonly labels: readonly string[]
  readonly counts: readonly number[]
}

/** null: not known, or of too few people to be said. `rate` = answered / offered, `coverage` = offered / eligible. */
export interface ResponseCounts {
  readonly eligible: number | null
  readonly offered: number | null
  readonly opened: number | null
  readonly answered: number | null
  readonly completed: number | null
  readonly rate: Estimate | null
  /** Absent in figures of editions from before it was measured. */
  readonly coverage?: Estimate | null
}

/** What another tool collected, on its own scale: never added to ours. */
export interface SourceFigures {
  readonly source: {
    readonly slug: string
    readonly name: string
    readonly tool: string
    readonly citation: string
    /** Italian; what must be known to read it. */
    readonly notes: readonly string[]
  }
  readonly level: string
  /** Of the first question. */
  readonly scale: string
  readonly stream: Stream
  readonly period: Period
  /** Of the first question. */
  readonly estimate: Estimate
  readonly series: readonly MonthPoint[]
  readonly questions: readonly QuestionFigure[]
}

/**
 * Everything about one service. All but `sources`, `nps`, `streams` and `responses` is about our own questions in the
 * stream of the headline, and null or empty when nobody has answered them.
 */
export interface Measures {
  readonly period: Period
  /** The first question of the questionnaire most people answered. */
  readonly question: { readonly item: string; readonly wording: string; readonly instrument: string } | null
  readonly headline: Estimate | null
  /** Share of the upper answers (4 and 5 of 5) to that question. */
  readonly satisfied: Estimate | null
  readonly distribution: Distribution | null
  readonly series: readonly MonthPoint[]
  /** The last ninety days. */
  readonly weeks: readonly WeekPoint[]
  /** Every question that belongs to a dimension, the first one among them. */
  readonly dimensions: readonly QuestionFigure[]
  readonly overall: Estimate | null
  /** Did people get what they came for: 0, 50, 100. */
  readonly outcome: Estimate | null
  /** First questions of the other questionnaires that were put about this service. */
  readonly others: readonly (QuestionFigure & { readonly instrument: string })[]
  readonly streams: { readonly invited: Estimate | null; readonly spontaneous: Estimate | null }
  readonly responses: Responses
  readonly sources: readonly SourceFigures[]
  /** An indicator of its own, on −100…100; never satisfaction. */
  readonly nps: Estimate | null
}

/** Both streams together, which is fine for counts; `rate` and `coverage` are those of the headline's stream. */
export interface Responses extends ResponseCounts {
  readonly byStream: { readonly invited: ResponseCounts; readonly spontaneous: ResponseCounts }
}
