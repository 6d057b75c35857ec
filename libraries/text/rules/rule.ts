// SPDX-License-Identifier: AGPL-3.0-or-later
// What a rule against personal data is. Its pattern must be linear: it starts only where a word starts, and repeats
// nothing without a bound that a later part could also match.

export type Category =
  | 'codice fiscale'
  | 'partita IVA'
  | 'IBAN'
  | 'carta'
  | 'tessera sanitaria'
  | 'documento'
  | 'targa'
  | 'e-mail'
  | 'telefono'
  | 'data di nascita'
  | 'indirizzo'
  | 'nome'

export interface Rule {
  readonly category: Category
  /** Global. Where a group named `keep` matches, that beginning stays. */
  readonly pattern: RegExp
  /** Every match holds one of these. To look for them costs a small part of the search, and most texts have none. */
  readonly needs?: readonly RegExp[]
  /** How many characters of the match are personal data; 0 when it only looks like it, −1 when all of it is harmless. All when absent. */
  judge?(match: string, before: string, groups: RegExpExecArray['groups']): number
}

/** What rules of numbers need. */
export const aDigit: readonly RegExp[] = [/\d/]

/** Not after a letter, a digit or an opening bracket of a label that an earlier pass has left. */
export const start = String.raw`(?<![\p{L}\p{N}])`
export const end = String.raw`(?![\p{L}\p{N}])`

/** The lengths of a number written in groups, and of what is left of it without its last groups: longest first. */
export function beginnings(match: string): number[] {
  const ends = [...match.matchAll(/\d(?=[^\d])/g)].map(({ index }) => index + 1)
  return [match.length, ...ends.toReversed()]
}

/** A code as people write it, without what stands between its characters. Longer texts are no codes: the rest is not looked at. */
export function bareCode(text: string): string {
  return text
    .trim()
    .slice(0, 64)
    .replaceAll(/[ .:-]/g, '')
}

/** The rule's pattern from its source, case-insensitive unless names are told by their capitals. */
export function pattern(source: string, flags = 'giu'): RegExp {
  return new RegExp(source, flags)
}
