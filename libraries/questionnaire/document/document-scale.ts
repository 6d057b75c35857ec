// SPDX-License-Identifier: AGPL-3.0-or-later
// Copies scales and wordings of the model into documents. The status of a translation stays behind: it may
// change while the words, and so the hash of a questionnaire, do not.
import { model, scales } from '../model/read-model.ts'
import type { Phrase, Scale, Wording } from './schema.ts'

/** The scale of the model under this id, as documents carry it. Throws RangeError when there is none. */
export function documentScale(id: string): Scale {
  const scale = scales.get(id)
  if (scale === undefined) throw new RangeError(`no scale «${id}» in model ${model.version}`)
  return { ...scale, codes: scale.codes.map(worded), missing: scale.missing.map(worded) }
}

/** The words of a phrase without their status. */
export function wordingOf({ it, de, fr, sl, en }: Phrase): Wording {
  return { it, de, fr, sl, en }
}

function worded<C extends { label: Phrase }>(entry: C): C & { label: Wording } {
  return { ...entry, label: wordingOf(entry.label) }
}
