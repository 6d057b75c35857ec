// SPDX-License-Identifier: AGPL-3.0-or-later
// What a body may choose of its own touchpoint's questionnaire: whether it asks who answers and the module on inclusion, and up
// to three questions of its own. The instrument stays: another one is assigned by who looks after the model.
import { compose, instruments, nameLocalQuestion, optionsOf, parseLocalQuestions } from '@ascolto/questionnaire'
import type { InstrumentVersion, LocalQuestion } from '@ascolto/questionnaire'
import type { Context } from '../base/context.ts'
import type { Given, Made, Touchpoint } from '../bodies/index.ts'
import { assignFrom, type Assigned } from './assign-version.ts'
import type { Version } from './versions.ts'

export interface Composition {
  readonly who: boolean
  readonly inclusion: boolean
  readonly local: readonly LocalQuestion[]
}

/** What this version asks beyond its instrument; undefined when it is no questionnaire of today's model. */
export function compositionOf({ hash, document }: InstrumentVersion): Composition | undefined {
  if (!instruments.has(document.instrument)) return undefined
  const options = optionsOf(document)
  return compose(document.instrument, options).hash === hash ? options : undefined
}

/** The version that asks this beyond the instrument of another one. */
export function recompose({ document }: Pick<Version, 'document'>, composition: Composition): InstrumentVersion {
  return compose(document.instrument, composition)
}

/**
 * A composition as it comes back from a page: JSON of ours, in the hands of a browser since.
 * @returns undefined for what is none.
 */
export function parseComposition(given: unknown): Composition | undefined {
  const { who, inclusion, local } = parsed(given) as { [name in keyof Composition]?: unknown }
  const questions = parseLocalQuestions(local)
  if (typeof who !== 'boolean' || typeof inclusion !== 'boolean' || !questions.ok) return undefined
  // Its content names a question, whatever name came with it.
  return { who, inclusion, local: questions.questions.map(({ id: _, ...question }) => nameLocalQuestion(question)) }
}

function parsed(given: unknown): object {
  try {
    const value: unknown = JSON.parse(typeof given === 'string' ? given : '')
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

/** @param given `fromDay`. */
export async function assignComposition(
  context: Context,
  touchpoint: Touchpoint,
  version: InstrumentVersion,
  given: Given,
): Promise<Made<Assigned>> {
  return await assignFrom(context, touchpoint, given, () => version)
}
