// SPDX-License-Identifier: AGPL-3.0-or-later
// The language a text is written in. Use to set aside what is not Italian before themes are looked for; not to judge a person, and
// not on single words: below four words a text counts as Italian. Method: frequencies of parts of words (eld, its smallest
// table), of which the first 1,000 characters are looked at. Failure: text without letters is Italian; close languages
// (Spanish, Romanian, Corsican) are mistaken at a few words, which `sure` tells. Loads a table of a megabyte: has its own entry.
import { eld } from 'eld/extrasmall'

export interface Language {
  /** ISO 639-1. */
  readonly language: string
  /** False when it was assumed, or two languages are close. */
  readonly sure: boolean
}

/** Below this a text is Italian (statistics.md §7). */
const fewestWords = 4
const word = /\p{L}+/gu

/**
 * @param text of any length, redacted or not.
 * @example languageOf('die Seite funktioniert leider nicht').language // 'de'
 */
export function languageOf(text: string): Language {
  // What redaction put in its place is Italian whatever the text is.
  const said = text.slice(0, 2000).replaceAll(/\[[^[\]\n]{1,30}\]/gu, ' ')
  const words = said.match(word)
  if (words === null || words.length < fewestWords) return { language: 'it', sure: false }
  const found = eld.detect(words.join(' '))
  return found.language === ''
    ? { language: 'it', sure: false }
    : { language: found.language, sure: found.isReliable() }
}
