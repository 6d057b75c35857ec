// SPDX-License-Identifier: AGPL-3.0-or-later
// The stem of an Italian word, so that «attesa» and «attese» count as one. Use to count words or to match them against a
// codebook; not to show them (a stem is no word), and not on other languages. Method: Snowball Italian (Porter), as
// R's SnowballC; with its exception for «divano» of Snowball 3.0. Reference case snowball-it-a. Failure: none; a word of
// another script, digits and what is longer than any word come back in small letters. Not idempotent: the stem of a stem may be shorter.
import { stemmer } from '@orama/stemmers/italian'

/** Longer than any word of the vocabulary: what goes on is no word. */
const longest = 60

/**
 * @param word one word, in any case, with composed or combining accents. @returns its stem in small letters.
 * @example stem('Accessibilità') // 'accessibil'
 */
export function stem(word: string): string {
  const low = word.normalize('NFC').toLowerCase()
  if (low === 'divano') return 'divan'
  return low.length > longest ? low : stemmer(low)
}
