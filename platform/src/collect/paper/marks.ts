// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands beside each box on a sheet of paper, and is typed for it: the code of the answer, or a letter for the answers that
// have no number people could read. The same in every language, because who types need not read the language of the sheet.
import { dontKnow, notApplicable, type DocumentItem, type Wording } from '@ascolto/questionnaire'

export interface Mark {
  /** "4", "N". */
  readonly mark: string
  readonly code: number
  readonly label: Wording
}

const letters: Readonly<Record<number, string>> = { [notApplicable]: 'N', [dontKnow]: 'X' }

/** In the order of the sheet; none for a text. */
export function marksOf({ scale }: DocumentItem): readonly Mark[] {
  const coded = scale.codes.map(({ code, label }) => ({ mark: String(code), code, label }))
  const missing = scale.missing.map(({ code, label }) => ({ mark: letters[code]!, code, label }))
  return [...coded, ...missing]
}
