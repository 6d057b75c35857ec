// SPDX-License-Identifier: AGPL-3.0-or-later
// Which known themes a text is about, by a versioned codebook (codebook-2026.1.json). Use on Italian remarks about public
// digital services; not to judge whether somebody is content (a theme is what it is about), and not on other languages. Method: words become
// stems; function words fall away; a term is one stem or two that follow each other within a clause. A negation («non»,
// «senza», «nessuno») holds for the three words after it in its clause; «non solo» is none and «non senza» none. A term says
// what negation does to it: "any" (counts either way), "required" («funziona» is a fault only in «non funziona»), "excluded"
// («errore» is none in «nessun errore»). Linear: one look-up a word. Failure: a text without a term has no theme.
import stopWords from '../words/stop-words.json' with { type: 'json' }
import { stem } from '../words/stem.ts'
import { eachClause } from '../words/tokens.ts'
import book from './codebook-2026.1.json' with { type: 'json' }

export interface Term {
  /** One stem, or two parted by a blank. */
  readonly stems: string
  readonly negation: 'any' | 'required' | 'excluded'
  /** As people write it; tests hold that these make the stems. */
  readonly written: readonly string[]
}

export interface Theme {
  readonly id: string
  readonly label: string
  readonly about: string
  readonly terms: readonly Term[]
  readonly examples: readonly string[]
  readonly counterexamples: readonly string[]
}

export interface Codebook {
  readonly id: string
  readonly themes: readonly Theme[]
}

/** The codebook in force. A change is a new file with a new id. */
export const codebook = book as Codebook

export interface CodedTheme {
  readonly theme: string
  /** The stems found, each once, in the order of the text. */
  readonly terms: readonly string[]
}

/** Takes a text, or its words when they are at hand. */
export type Coder = (text: string | readonly (readonly Word[])[]) => CodedTheme[]

/** One content word of a text. */
export interface Word {
  readonly stem: string
  readonly written: string
  readonly negated: boolean
}

const ignored = new Set(stopWords.words)
const negations = new Set(
  'non nn senza nessun nessuno nessuna mai né niente nulla neanche nemmeno neppure zero'.split(' '),
)
const afterwards = new Set(['nessuno', 'nessuna', 'zero'])
const reach = 3

/** Each word as it stands and negated, made once: a text of millions of words is a list of what is here. */
export type Vocabulary = Map<string, readonly [plain: Word, negated: Word]>

/**
 * @param text Italian, redacted or not. @param vocabulary to share between texts. @returns its content words, clause by clause.
 * @example wordsOf('Non funziona')[0][0] // { stem: 'funzion', written: 'funziona', negated: true }
 */
export function wordsOf(text: string, vocabulary: Vocabulary = new Map()): Word[][] {
  const clauses: Word[][] = []
  for (const clause of eachClause(text)) {
    const words = contentOf(clause, vocabulary)
    if (words.length > 0) clauses.push(words)
  }
  return clauses
}

function contentOf(clause: readonly string[], vocabulary: Vocabulary): Word[] {
  const words: Word[] = []
  let left = 0
  clause.forEach((word, at) => {
    if (negations.has(word)) {
      const before = words.at(-1)
      if (afterwards.has(word) && at === clause.length - 1 && left === 0 && before)
        words[words.length - 1] = both(before.written, vocabulary)[1]
      // «non senza errori», «non solo errori»: there are some.
      const undone = (word === 'senza' && clause[at - 1] === 'non') || /^(?:solo|soltanto)$/.test(clause[at + 1] ?? '')
      left = undone ? 0 : reach
    } else if (!ignored.has(word) && word.length > 1) {
      words.push(both(word, vocabulary)[left > 0 ? 1 : 0])
      if (left > 0) left--
    }
  })
  return words
}

function both(written: string, vocabulary: Vocabulary): readonly [Word, Word] {
  const known = vocabulary.get(written)
  if (known !== undefined) return known
  const word = { stem: stem(written), written }
  const made = [
    { ...word, negated: false },
    { ...word, negated: true },
  ] as const
  vocabulary.set(written, made)
  return made
}

/**
 * Makes the function that codes texts. @returns themes in the order of the codebook, each once.
 * @example coderOf(codebook)('Nessun errore, entro subito con SPID').map(({ theme }) => theme) // ['accesso']
 */
export function coderOf({ themes }: Codebook = codebook): Coder {
  const index = new Map<string, { place: number; negation: Term['negation'] }[]>()
  themes.forEach(({ terms }, place) => {
    for (const { stems, negation } of terms) index.set(stems, [...(index.get(stems) ?? []), { place, negation }])
  })
  return (text) => codeWords(typeof text === 'string' ? wordsOf(text) : text, index, themes)
}

function codeWords(
  clauses: readonly (readonly Word[])[],
  index: ReadonlyMap<string, readonly { place: number; negation: Term['negation'] }[]>,
  themes: readonly Theme[],
): CodedTheme[] {
  const found = new Map<number, Set<string>>()
  const look = (stems: string, negated: boolean): void => {
    for (const { place, negation } of index.get(stems) ?? []) {
      if (negation !== 'any' && (negation === 'required') !== negated) continue
      const terms = found.get(place)
      if (terms) terms.add(stems)
      else found.set(place, new Set([stems]))
    }
  }
  for (const words of clauses) {
    words.forEach((word, at) => {
      look(word.stem, word.negated)
      const next = words[at + 1]
      if (next) look(`${word.stem} ${next.stem}`, word.negated || next.negated)
    })
  }
  return [...found].sort(([a], [b]) => a - b).map(([place, terms]) => ({ theme: themes[place]!.id, terms: [...terms] }))
}
