// SPDX-License-Identifier: AGPL-3.0-or-later
// The words of the respondent's pages, one file per language with the same keys. The questions themselves come from the
// instrument version, never from here.
import { languages, type Language } from '@ascolto/questionnaire'
import { preferredOf } from '../../base/language.ts'
import de from './texts/de.json' with { type: 'json' }
import en from './texts/en.json' with { type: 'json' }
import fr from './texts/fr.json' with { type: 'json' }
import it from './texts/it.json' with { type: 'json' }
import sl from './texts/sl.json' with { type: 'json' }

export type Words = typeof it

export const words: Readonly<Record<Language, Words>> = { it, de, fr, sl, en }

/** With its thousands apart from 1.000 on, which Italian by itself does only from 10.000. */
export function count(number: number, language: Language): string {
  return number.toLocaleString(language, { useGrouping: 'always' })
}

export function isLanguage(given: unknown): given is Language {
  return languages.some((language) => language === given)
}

export function preferredLanguage(acceptLanguage: string | undefined): Language {
  return preferredOf(acceptLanguage, languages, 'it')
}
