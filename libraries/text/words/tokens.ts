// SPDX-License-Identifier: AGPL-3.0-or-later
// A text as clauses of words, for themes. Use before stems; not for near duplicates, which look at characters. What an elision or a
// full stop joins is parted («l’attesa», «attesa.Poi»), an apostrophe at the end is the accent people type («e'»), labels that redaction has left
// are no words. Linear in the text; no failure: any text has a list of clauses, perhaps empty.

/** Where a thought ends: marks, and words that turn it («ma», «però»). */
const boundary = /[.,;:!?…\n\r()«»"“”/]/u
const turns = new Set(['ma', 'però', 'invece', 'tuttavia', 'eppure', 'mentre', 'perché', 'perchè', 'perche', 'quindi'])
const piece =
  /\[[^[\]\n]{1,30}\]|\p{L}[\p{L}\p{M}]*(?:\p{N}[\p{L}\p{N}]*|['’](?!\p{L}))?|\p{N}[\p{L}\p{N}]*|[.,;:!?…\n\r()«»"“”/]/gu
const accents: Readonly<Record<string, string>> = { a: 'à', e: 'è', i: 'ì', o: 'ò', u: 'ù' }

/**
 * @param text of any length, redacted or not. @returns clauses in order, each the words in small letters, composed accents.
 * @example clausesOf("C'è l'attesa, ma e' breve") // [['c', 'è', 'l', 'attesa'], ['ma', 'è', 'breve']]
 */
export function clausesOf(text: string): string[][] {
  return [...eachClause(text)]
}

/** One at a time: of a very long text the clauses need not all be held at once. */
export function* eachClause(text: string): Generator<string[]> {
  let clause: string[] = []
  for (const [found] of text.normalize('NFC').toLowerCase().matchAll(piece)) {
    if (found.startsWith('[')) continue
    const word = boundary.test(found) ? null : accented(found)
    if ((word === null || turns.has(word)) && clause.length > 0) {
      yield clause
      clause = []
    }
    if (word !== null) clause.push(word)
  }
  if (clause.length > 0) yield clause
}

function accented(word: string): string {
  if (!/['’]$/.test(word)) return word
  const bare = word.slice(0, -1)
  const accent = accents[bare.at(-1) ?? '']
  // «po'» is cut short, not accented.
  return accent === undefined || bare === 'po' ? bare : bare.slice(0, -1) + accent
}
