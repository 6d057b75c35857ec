// SPDX-License-Identifier: AGPL-3.0-or-later
// Free text as it may be stored: well-formed Unicode in normal form C, lines ended by LF, no control
// characters (NUL cannot be stored in PostgreSQL, others hide or forge output). Cleaning twice changes nothing.

/** Text without controls, in which nothing composes: all of it is normal form C. Most answers are written so. */
const clean = /^[\n -~\u00a0-\u02ff]*$/

/** What a person wrote, cleaned; the empty string when nothing is left. Words, emoji and direction are kept. */
export function cleanText(raw: string): string {
  if (clean.test(raw)) return raw.trim()
  return raw
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[^\P{Cc}\n]/gu, '')
    .normalize('NFC')
    .trim()
}

/** Length as people count it for a limit: in Unicode code points. */
export function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
