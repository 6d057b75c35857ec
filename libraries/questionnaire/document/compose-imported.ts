// SPDX-License-Identifier: AGPL-3.0-or-later
// Questionnaires that were asked elsewhere, described in the same form: their answers keep their native codes
// for ever and their own series, and enter the same counts.
import { model } from '../model/read-model.ts'
import { documentScale } from './document-scale.ts'
import { nameVersion } from './name-version.ts'
import type { InstrumentVersion, Wording } from './schema.ts'

export type ImportedInstrument = {
  /** Names the source, for example `anpr-feedback`. */
  id: string
  items: readonly {
    id: string
    /** Id of a scale of the model (`1-7`, `thumbs`, `nps` …). */
    scale: string
    /** The words that were shown; a source in one language repeats them. */
    wording: Wording
    dimension: string | null
    /** True when the lowest native code is the best answer. */
    reversed?: boolean
    role?: 'score' | 'outcome' | 'overall' | 'text'
  }[]
}

const mostImportedText = 10_000

/**
 * A version for an imported source. The first item must be a single-choice one; the others may be anything. None is
 * required: what a source accepted is not refused afterwards.
 * Throws RangeError on an unknown scale and TypeError on items that make no document.
 */
export function composeImported(source: ImportedInstrument): InstrumentVersion {
  const items = source.items.map(({ id, scale: scaleId, wording, dimension, reversed, role }) => {
    const scale = documentScale(scaleId)
    return {
      id,
      dimension,
      role: role ?? (scale.kind === 'text' ? 'text' : 'score'),
      scale: reversed === true ? { ...scale, polarity: -1 as const } : scale,
      wording,
      required: false,
      ...(scale.kind === 'text' && { maxLength: mostImportedText }),
    }
  })
  const [first, ...rest] = items
  if (first === undefined) throw new TypeError('an imported questionnaire has at least one item')
  return nameVersion(model.version, source.id, rest.length > 0 ? [[first], rest] : [[first]])
}
