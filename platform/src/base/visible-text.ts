// SPDX-License-Identifier: AGPL-3.0-or-later
// Names and descriptions as they may be shown and searched: what nobody sees but what turns, hides or breaks a line goes.

/** Controls except those of lines, and format characters. */
const unseen = /[^\P{Cc}\t\r\n]|\p{Cf}/gu
/** The joiners of scripts and emoji and the tags of flags: format characters that belong to what is seen. */
const joining = /[\u200c\u{e0020}-\u{e007f}]|\u200d/u

/** Without control characters, directions turned over (U+202E and its like) and other unseen ones; outer spaces go. */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) => (joining.test(character) ? character : '')).trim()
}

/** The same on one line. */
export function visibleLine(text: string): string {
  return visibleText(text.replace(/[\t\r\n\u2028\u2029]+/g, ' '))
}
