// SPDX-License-Identifier: AGPL-3.0-or-later
// The same text as a reader sees it, for the rules to look at: one kind of space and of dash, letters and digits of full
// width or of another script that look like plain ones as plain ones, nothing invisible. Each character of it knows where
// it stands in the text, which itself stays as it was written.
import lookAlikes from './words/look-alikes.json' with { type: 'json' }

export interface View {
  readonly plain: string
  readonly hidden: Invisible
  /** Where in the text the plain characters from `from` to before `to` stand. */
  placeOf(from: number, to: number): readonly [number, number]
}

/** What an invisible character is: nothing («33\u200b3»), or what parts two words («scrivo\u200b333»). */
type Invisible = 'nothing' | 'space'

/** A text without any of these is its own view. */
const notPlain = /[\0-\u0008\t\u000b-\u001f\u007f-\u00a0\u00ad\u0131]|[ ]{2}|[^\0-\u024f\u2018\u2019\u2026\u20ac]/u
const invisible = /^[\p{Cc}\p{Cf}\p{Me}\p{Default_Ignorable_Code_Point}]$/u
const anyInvisible = /[\0-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|[\p{Cf}\p{Default_Ignorable_Code_Point}]/u
const mark = /^\p{Mn}$/u
const space = /^[\t\p{Zs}]$/u
const dash = /^[\u2010-\u2013\u2212]$/u
const visibleAscii = /^[!-~]+$/

const plainOf: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ...Object.entries(lookAlikes.letters).flatMap(([letter, others]) =>
    [...others].map((other): [string, string] => [other, letter]),
  ),
  ...lookAlikes.zeros.flatMap((zero) =>
    Array.from({ length: 10 }, (_, digit): [string, string] => [
      String.fromCodePoint(zero.codePointAt(0)! + digit),
      String(digit),
    ]),
  ),
])

/** Whether the two views of a text differ. */
export function hasInvisible(text: string): boolean {
  return anyInvisible.test(text)
}

export function viewOf(text: string, hidden: Invisible = 'nothing'): View {
  if (!notPlain.test(text)) return { plain: text, hidden, placeOf: (from, to) => [from, to] }
  // Pieces are joined once: to ask a growing text for its end costs its whole length each time.
  const pieces: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  const known = new Map<string, string>()
  let last = ''
  let at = 0
  for (const character of text) {
    const seen = known.get(character) ?? seenAs(character, hidden)
    known.set(character, seen)
    // A row of spaces is one space, however long and of whichever kinds.
    if (seen === ' ' && last === ' ') ends[ends.length - 1] = at + character.length
    else {
      pieces.push(seen)
      if (seen !== '') last = seen
      for (let index = 0; index < seen.length; index++) {
        starts.push(at)
        ends.push(at + character.length)
      }
    }
    at += character.length
  }
  return { plain: pieces.join(''), hidden, placeOf: (from, to) => [starts[from]!, ends[to - 1]!] }
}

function seenAs(character: string, hidden: Invisible): string {
  if ((character >= ' ' && character <= '~') || character === '\n' || character === '\r') return character
  const letter = plainOf.get(character)
  if (letter !== undefined) return letter
  if (space.test(character)) return ' '
  if (invisible.test(character)) return hidden === 'space' ? ' ' : ''
  if (mark.test(character)) return ''
  if (dash.test(character)) return '-'
  if (character < '\u0250') return character
  const compatible = character.normalize('NFKC')
  return visibleAscii.test(compatible) ? compatible : character
}
