// SPDX-License-Identifier: AGPL-3.0-or-later
// The workspace speaks Italian and English. Each page has its texts in texts/PAGE.json, the same names in both languages.
import { preferredOf } from '../../base/language.ts'

export type WorkspaceLanguage = 'it' | 'en'

export interface Texts<Words> {
  readonly it: Words
  readonly en: Words
}

/** The texts of a page in one language. */
export function say<Words>(texts: Texts<Words>, language: WorkspaceLanguage): Words {
  return texts[language]
}

/** For who has not logged in yet. */
export function languageOf(acceptLanguage: string | undefined): WorkspaceLanguage {
  return preferredOf(acceptLanguage, ['it', 'en'], 'it')
}
