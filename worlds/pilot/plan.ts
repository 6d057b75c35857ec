// SPDX-License-Identifier: AGPL-3.0-or-later
// The plan of the pilot, read from plan.json: which services, who speaks of them, and what these people truly think. A
// service's answers come in phases; between two phases something about the service changed.
import { compose, type InstrumentVersion } from '@ascolto/questionnaire'
import { opinionOf, type Opinion } from '../people/opinion.ts'
import type { ShapeName } from '../people/shape.ts'
import planFile from './plan.json' with { type: 'json' }

export type Stream = 'invited' | 'spontaneous'
export const streams: readonly Stream[] = ['invited', 'spontaneous']

export interface Phase {
  /** First day, counted from today; the phase lasts until the next one, the last until yesterday. */
  readonly from: number
  readonly answers: number
  /** True mean of the first question, in points. */
  readonly mean: number
}

export interface StreamPlan {
  readonly shape: ShapeName
  readonly goesOn: number
  readonly writes: number
  /** How many times the question was seen for each answer. */
  readonly offered: number
  readonly phases: readonly Phase[]
}

export interface ServicePlan {
  readonly id: string
  readonly body: string
  readonly name: string
  readonly description: string
  readonly kind: 'dispositivo' | 'consultazione' | 'assistenza' | 'sito'
  readonly audience: readonly string[]
  readonly invited: StreamPlan
  readonly spontaneous: StreamPlan
}

export const services = planFile.services as readonly ServicePlan[]

const instruments = {
  dispositivo: 'procedura',
  consultazione: 'consultazione',
  assistenza: 'assistenza',
  sito: 'pagina',
}

export function instrumentOf({ kind }: Pick<ServicePlan, 'kind'>): InstrumentVersion {
  return compose(instruments[kind])
}

/** What people of this stream think of the service during the phase. */
export function opinionIn(service: ServicePlan, stream: Stream, { mean }: Phase): Opinion {
  const { shape, goesOn, writes } = service[stream]
  return opinionOf(instrumentOf(service).document, { shape, mean, goesOn, writes })
}
