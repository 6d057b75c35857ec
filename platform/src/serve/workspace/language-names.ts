// SPDX-License-Identifier: AGPL-3.0-or-later
// What the languages of a questionnaire are called in those of the workspace.
import type { Language } from '@ascolto/questionnaire'
import texts from './texts/language-names.json' with { type: 'json' }
import { say, type WorkspaceLanguage } from './words.ts'

/** In a sentence: "in tedesco". */
export function languageName(code: Language, language: WorkspaceLanguage): string {
  return say(texts, language)[code]
}

/** By itself, in a list or a heading: "Tedesco". */
export function languageTitle(code: Language, language: WorkspaceLanguage): string {
  const name = languageName(code, language)
  return name.charAt(0).toUpperCase() + name.slice(1)
}
