// SPDX-License-Identifier: AGPL-3.0-or-later
// What is public: the shapes in which figures leave the platform, for pages, files and the API alike.
import type { Estimate, Period, Quality, Stream } from '@ascolto/statistics'
import type { Day } from '../base/day.ts'
import type { Heir } from '../bodies/index.ts'
import type { Measures } from '../estimate/index.ts'

export type { Distribution, MonthPoint, QuestionFigure, ResponseCounts, Responses } from '../estimate/index.ts'
export type { SourceFigures, WeekPoint } from '../estimate/index.ts'

/** continuous: refreshed within seconds; a frozen edition never changes again. */
export interface Edition {
  readonly kind: 'continuous' | 'frozen'
  readonly asOf: Day | null
  readonly method: string
}

export interface ServiceIdentity {
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly kind: string
  readonly url: string | null
  readonly state: string
  readonly demo: boolean
}

export interface BodyIdentity {
  readonly ipaCode: string
  readonly name: string
  readonly acronym: string | null
  readonly typology: string | null
  readonly categoryCode: string | null
  readonly regionCode: string | null
  readonly region: string | null
}

export interface ServiceFigures extends Measures {
  readonly service: ServiceIdentity
  readonly body: BodyIdentity
}

/** A service in a list. */
export interface ServiceRow {
  readonly slug: string
  readonly name: string
  readonly kind: string
  readonly state: string
  readonly demo: boolean
  readonly body: { readonly ipaCode: string; readonly name: string }
  readonly regionCode: string | null
  readonly categoryCode: string | null
  /** null when nobody has answered our own questions. */
  readonly headline: Estimate | null
  /** Slugs of imported sources that have figures of their own. */
  readonly sources: readonly string[]
}

/** The mean of the service means in one stream; the interval speaks of sampling alone, the services being all there are. */
export interface MeanOfServices {
  readonly services: number
  /** Every service counts the same. */
  readonly unweighted: Estimate
  /** Every answer counts the same. */
  readonly weighted: Estimate
}

export type MeansByStream = Readonly<Record<Stream, MeanOfServices | null>>

export interface BodyFigures {
  readonly body: BodyIdentity & { readonly state: string; readonly website: string | null; readonly demo: boolean }
  /** The body that took this one over, when the registry says so. */
  readonly mergedInto: Heir | null
  readonly services: readonly ServiceRow[]
  readonly means: MeansByStream
}

export interface NationFigures {
  /** Registered services, and how many of them have a headline that may be shown. */
  readonly services: number
  readonly publishedServices: number
  /** Bodies with at least one service. */
  readonly bodies: number
  /** Answers behind the figures; null when too few. */
  readonly answers: number | null
  readonly demo: boolean
  readonly period: Period | null
  readonly means: MeansByStream
  /** Services by the value of their headline, in tenths of the scale: 0–10, 10–20, … 90–100. */
  readonly histogram: readonly number[]
  readonly quality: Readonly<Record<Quality, number>>
}
