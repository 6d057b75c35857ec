// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a number meets Italian grammar: its noun agrees with it, and its article with how it is spoken.

const whole = new Intl.NumberFormat('it-IT', { maximumFractionDigits: 0, useGrouping: 'always' })

/** "1.204". */
export function count(number: number): string {
  return whole.format(number)
}

/** "1 risposta", "1.204 risposte". */
export function counted(number: number, one: string, many: string): string {
  return `${count(number)} ${number === 1 ? one : many}`
}

type Article = 'il' | 'Il' | 'al' | 'dal'

/** Before a vowel, and before "zero"; "il" stands before everything else that a number begins with. */
const forms: Readonly<Record<Article, { elided: string; zero: string }>> = {
  il: { elided: 'l’', zero: 'lo ' },
  Il: { elided: 'L’', zero: 'Lo ' },
  al: { elided: 'all’', zero: 'allo ' },
  dal: { elided: 'dall’', zero: 'dallo ' },
}

/** "il 62%", "l’86%", "lo 0%", "dall’11 marzo", "il 1º marzo". @param words begin with a number as `count` writes it. */
export function withArticle(article: Article, words: string): string {
  const { elided, zero } = forms[article]
  const [, first = '', thousands] = /^(\d{1,3})((?:\.\d{3})*)/.exec(words) ?? []
  if (first === '0') return zero + words
  // Otto, undici, ottanta, ottocento, and their thousands; uno, but neither mille nor primo.
  const isUno = first === '1' && thousands === '' && !words.startsWith('1º')
  return isUno || first === '11' || first.startsWith('8') ? elided + words : `${article} ${words}`
}
