// SPDX-License-Identifier: AGPL-3.0-or-later
// The same text as a reader sees it, for the rules to look at: one kind of space and of dash, letters and digits of full
// width as plain ones, nothing invisible. Each character of it knows where it stands in the text, which itself stays as
// it was written.

export interface View {
  readonly plain: string
  /** Where in the text the plain characters from `from` to before `to` stand. */
  placeOf(from: number, to: number): readonly [number, number]
}

/** A text without any of these is its own view. */
const notPlain = /[\0-\u0008\t\u000b-\u001f\u007f-\u00a0\u00ad]|[ ]{2}|[^\0-\u024f\u2018\u2019\u2026\u20ac]/u
const invisible = /^[\p{Cc}\p{Cf}\p{Me}\p{Default_Ignorable_Code_Point}]$/u
const space = /^[\t\p{Zs}]$/u
const dash = /^[\u2010-\u2013\u2212]$/u
const visibleAscii = /^[!-~]+$/

export function viewOf(text: string): View {
  if (!notPlain.test(text)) return { plain: text, placeOf: (from, to) => [from, to] }
  let plain = ''
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  for (const character of text) {
    const seen = seenAs(character)
    // A row of spaces is one space, however long and of whichever kinds.
    if (seen === ' ' && plain.endsWith(' ')) ends[ends.length - 1] = at + 1
    else {
      plain += seen
      for (let index = 0; index < seen.length; index++) {
        starts.push(at)
        ends.push(at + character.length)
      }
    }
    at += character.length
  }
  return { plain, placeOf: (from, to) => [starts[from]!, ends[to - 1]!] }
}

function seenAs(character: string): string {
  if (character === '\n' || character === '\r') return character
  if (space.test(character)) return ' '
  if (invisible.test(character)) return ''
  if (dash.test(character)) return '-'
  if (character < '\u0250') return character
  const compatible = character.normalize('NFKC')
  return visibleAscii.test(compatible) ? compatible : character
}
