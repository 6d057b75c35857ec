// SPDX-License-Identifier: AGPL-3.0-or-later
// The way back from a document to what its makers chose, so that a questionnaire can be changed rather than made up anew.
// Law: composing the instrument with these options gives the same items.
import type { ComposeOptions } from './compose.ts'
import type { LocalQuestion } from './local-questions.ts'
import { languages, type DocumentItem, type InstrumentDocument, type Wording } from './schema.ts'

/** What a document of the model asks beyond the questions of its instrument. */
export function optionsOf({ items }: InstrumentDocument): Required<Omit<ComposeOptions, 'previous'>> {
  const asks = (id: string): boolean => items.some((item) => item.id === id)
  return {
    who: asks('who'),
    inclusion: asks('age'),
    local: items.filter(({ role }) => role === 'local').map(localQuestion),
  }
}

function localQuestion({ id, wording, scale }: DocumentItem): LocalQuestion {
  const { kind, codes } = scale
  const words = { id, wording: translated(wording) }
  if (kind === 'stars' || kind === 'yes-no') return { ...words, kind }
  if (kind === 'single' || kind === 'multiple')
    return { ...words, kind, options: codes.map(({ label }) => translated(label)) }
  return { ...words, kind: 'agree' }
}

/** A text that is the Italian one in another language is taken for a translation that is missing. */
function translated(wording: Wording): LocalQuestion['wording'] {
  const own = languages.filter((language) => language === 'it' || wording[language] !== wording.it)
  return Object.fromEntries(own.map((language) => [language, wording[language]])) as LocalQuestion['wording']
}
