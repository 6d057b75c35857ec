// SPDX-License-Identifier: AGPL-3.0-or-later
// The Estimate: the only form in which a figure may leave, from here to page, file and API. It always says how sure it
// is; below the threshold it holds no value at all, so nothing can leak. Source: measurement.md, "The Estimate".
import { method, type ScaleLevel } from '../method/method.ts'
import type { Interval, NotEstimable } from '../intervals/not-estimable.ts'
import { qualityOf, type Quality } from './quality.ts'

export type Stream = 'invited' | 'spontaneous'
export type Unit = 'points' | 'percent' | 'nps'
export type Flag =
  | 'autoselezione'
  | 'convertito'
  | 'non ponderato'
  | 'rottura di serie'
  | 'stima da modello'
  | 'dati dimostrativi'
  /** Totals are known of some places or months only. */
  | 'totali parziali'
  /** A part is larger than its whole. */
  | 'totali contraddittori'

/** Days, both included. */
export interface Period {
  readonly from: string
  readonly to: string
}

export interface Scope {
  readonly kind: 'service' | 'body' | 'nation' | 'source'
  readonly id: string
}

/** Variance of the value in squared units, in three parts: what a source scale has in common cancels inside it and not across scales. */
export interface VarianceParts {
  readonly sampling: number
  readonly bridge: number
  readonly conversion: number
}

export interface Estimate {
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly level: number
  /** Answers behind the value; null when even the count may not be shown. */
  readonly n: number | null
  readonly nEffective: number | null
  readonly unit: Unit
  readonly stream: Stream
  readonly period: Period
  readonly scope: Scope
  readonly conversion: 'none' | { readonly level: ScaleLevel; readonly error: number }
  readonly weighting: 'none' | { readonly method: string }
  /** Hashes of the instrument versions the answers belong to. */
  readonly model: readonly string[]
  readonly method: string
  readonly variance: VarianceParts | null
  readonly quality: Quality
  readonly flags: readonly Flag[]
}

/** What an estimate is about; everything but the figures. */
export interface About {
  readonly stream: Stream
  readonly period: Period
  readonly scope: Scope
  readonly model: readonly string[]
  readonly flags?: readonly Flag[]
  /** Answered / offered, when both are known. */
  readonly responseRate?: number
  readonly weighting?: { readonly method: string }
}

/** Figures in the unit of the estimate. */
export interface Figures {
  readonly unit: Unit
  /** Name of the interval, for instance 'score-interval'. */
  readonly interval: string
  readonly n: number
  readonly nEffective?: number
  readonly result: Pick<Interval, 'estimable' | 'value' | 'low' | 'high' | 'level'> | NotEstimable
  readonly conversion?: { readonly level: ScaleLevel; readonly error: number }
  readonly variance?: VarianceParts
}

/** Puts figures and what they are about together, under the threshold rule. */
export function estimate(figures: Figures, about: About): Estimate {
  const { result, n, nEffective = n, unit, conversion } = figures
  const shown = result.estimable && n >= method.notShownBelow
  const halfWidth = result.estimable ? (result.high - result.low) / 2 : Number.POSITIVE_INFINITY
  const quality = shown ? qualityOf({ ...about, n, nEffective, halfWidth }) : 'non pubblicabile'
  return {
    // An interval contains its value: at an end of the scale the plain mean lies just outside the posterior's limits.
    value: shown ? result.value : null,
    low: shown ? Math.min(result.low, result.value) : null,
    high: shown ? Math.max(result.high, result.value) : null,
    level: result.estimable ? result.level : method.level,
    n: Number.isFinite(n) && n >= method.bareCountNotShownBelow ? n : null,
    nEffective: shown ? nEffective : null,
    unit,
    stream: about.stream,
    period: about.period,
    scope: about.scope,
    conversion: conversion ?? 'none',
    weighting: about.weighting ?? 'none',
    model: about.model,
    method: `${method.id}/${figures.interval}`,
    variance: shown ? (figures.variance ?? null) : null,
    quality,
    flags: flagsOf(figures, about),
  }
}

function flagsOf({ conversion }: Figures, { flags = [], stream, weighting }: About): Flag[] {
  const own: Flag[] = []
  if (stream === 'spontaneous') own.push('autoselezione')
  if (conversion && conversion.level !== 'L0') own.push('convertito')
  if (!weighting) own.push('non ponderato')
  return [...new Set([...own, ...flags])]
}
