// SPDX-License-Identifier: AGPL-3.0-or-later
// What many remarks are about: the codebook's themes first, and for texts that have none of these, themes found in the texts themselves
// (TF-IDF, NMF, labels by c-TF-IDF). Use on Italian remarks, redacted, of one service or several; set other languages aside
// before (languageOf). Not for fewer than 20 texts without a theme: then only the codebook speaks. Source: statistics.md §7.
// The result does not depend on the order of the texts: they are taken in the order of what is said in them. Linear in the words.
// Failure: a text of function words alone is about nothing and stands under `without`.
import {
  codebook as inForce,
  coderOf,
  wordsOf,
  type Codebook,
  type CodedTheme,
  type Vocabulary,
  type Word,
} from './codebook.ts'
import { distinctive } from './labels.ts'
import { nmf } from './nmf.ts'
import { tfIdf } from './tf-idf.ts'

export interface FoundTheme {
  /** Up to four words, as people wrote them, the most distinctive first. */
  readonly words: readonly string[]
  /** Places of its texts, ascending. */
  readonly texts: readonly number[]
}

export interface Themes {
  readonly codebook: string
  /** For each text, in the order given. */
  readonly coded: readonly (readonly CodedTheme[])[]
  /** Largest first. Of texts that the codebook does not know. */
  readonly found: readonly FoundTheme[]
  /** Places of texts with no theme of either kind. */
  readonly without: readonly number[]
}

export interface ThemeOptions {
  readonly codebook?: Codebook
  /** Themes to look for, 1 to 20; √(n / 5) up to 8 when absent. */
  readonly most?: number
  /** Texts that must have a word for it to count and to show: the protection of small groups. */
  readonly fewest?: number
}

const fewestTexts = 20
const wordsOfLabel = 4

interface Rest {
  readonly place: number
  readonly words: readonly Word[]
  readonly stems: readonly string[]
}

/**
 * @example findThemes(['Non riesco ad accedere', 'Boh']).without // [1]
 */
export function findThemes(texts: readonly string[], options: ThemeOptions = {}): Themes {
  const { codebook = inForce, fewest = 5 } = options
  const code = coderOf(codebook)
  const coded: CodedTheme[][] = []
  const vocabulary: Vocabulary = new Map()
  const rest: Rest[] = []
  texts.forEach((text, place) => {
    const clauses = wordsOf(text, vocabulary)
    coded.push(code(clauses))
    if (coded[place]!.length > 0) return
    const words = clauses.flat()
    rest.push({ place, words, stems: words.map(({ stem }) => stem) })
  })
  const most = Math.min(20, Math.max(1, options.most ?? Math.min(8, Math.floor(Math.sqrt(rest.length / 5)))))
  const found = rest.length < fewestTexts ? [] : foundIn(inOrder(rest), most, Math.max(1, fewest))
  const placed = new Set(found.flatMap((theme) => theme.texts))
  return {
    codebook: codebook.id,
    coded,
    found,
    without: rest.flatMap(({ place }) => (placed.has(place) ? [] : [place])),
  }
}

/** Sums in floating point depend on their order: it is made one of the texts themselves. */
function inOrder(rest: readonly Rest[]): Rest[] {
  return rest
    .map((text) => ({ text, key: text.words.map(({ written }) => written).join(' ') }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ text }) => text)
}

function foundIn(rest: readonly Rest[], most: number, fewest: number): FoundTheme[] {
  const matrix = tfIdf(
    rest.map(({ stems }) => stems),
    fewest,
  )
  if (matrix.vocabulary.length === 0) return []
  const rank = Math.min(most, matrix.vocabulary.length)
  const { texts } = nmf(matrix, rank)
  const groups: Rest[][] = Array.from({ length: rank }, () => [])
  rest.forEach((text, at) => {
    let best = 0
    for (let k = 1; k < rank; k++) if (texts[k]![at]! > texts[best]![at]!) best = k
    if (texts[best]![at]! > 0) groups[best]!.push(text)
  })
  const large = groups.filter(({ length }) => length >= fewest)
  const known = new Set(matrix.vocabulary)
  const labels = distinctive(
    large.map((group) => countsOf(group.flatMap(({ stems }) => stems.filter((stem) => known.has(stem))))),
    wordsOfLabel,
  )
  const forms = usualForms(new Set(labels.flat()), rest, fewest)
  return large
    .map((group, index) => ({
      words: labels[index]!.flatMap((stem) => forms.get(stem) ?? []),
      texts: group.map(({ place }) => place).sort((a, b) => a - b),
    }))
    .sort((a, b) => b.texts.length - a.texts.length || (a.words.join(' ') < b.words.join(' ') ? -1 : 1))
}

function countsOf(list: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of list) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}

/** How most people wrote each of the stems; not in it when fewer than `fewest` wrote it the same way. */
function usualForms(wanted: ReadonlySet<string>, rest: readonly Rest[], fewest: number): Map<string, string> {
  const forms = new Map<string, Map<string, number>>()
  for (const { words } of rest) {
    const seen = new Set<string>()
    for (const { stem, written } of words) {
      if (!wanted.has(stem) || seen.has(written)) continue
      seen.add(written)
      const counts = forms.get(stem) ?? new Map<string, number>()
      counts.set(written, (counts.get(written) ?? 0) + 1)
      forms.set(stem, counts)
    }
  }
  const usual = new Map<string, string>()
  for (const [stem, counts] of forms) {
    const [best] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    if (best && best[1] >= fewest) usual.set(stem, best[0])
  }
  return usual
}
