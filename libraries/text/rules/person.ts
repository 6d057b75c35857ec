// SPDX-License-Identifier: AGPL-3.0-or-later
// The birth date after «nato/a» or «nascita», and the name of a person after «mi chiamo», a title, «sono» or a greeting. A
// name is told by its capital where the sentence has capitals; in small letters, or all in capitals, by what leads to it and by the
// lists of names.json. Use on text of one person about a service; a name that nothing leads to («ho visto Mario») stays.
import { isFirstName, isNoName, isOffice, isOrdinary, isSurname, isState } from './name-lists.ts'
import { aDigit, end, pattern, start, type Rule } from './rule.ts'

const day = String.raw`\d{1,2}(?:°|º)?(?:[ ]?[/.-][ ]?|[ ](?:di[ ])?)(?:\d{1,2}|\p{L}{3,9})(?:[ ]?[/.-][ ]?|[ ](?:del[ ])?)\d{2,4}|\d{4}-\d{2}-\d{2}`

export const birthDate: Rule = {
  category: 'data di nascita',
  needs: aDigit,
  pattern: pattern(String.raw`${start}(?<keep>(?:nat[oaie]|nascita)(?!\p{L})[^.\n\d]{0,40})(?:${day})${end}`),
}

const word = String.raw`\p{L}{1,30}(?:['’-]\p{L}{1,30}){0,2}['’]?`
const said = String.raw`mi[ ]chiamo|mi[ ]chiamano|il[ ]mio[ ]nome[ ]è|(?:il|la)[ ]sottoscritt[oa]`
/** Of these a name follows, with their full stop or cut short. */
const short = String.raw`sig\.?na|sig\.?ra|sig|signor|dott\.?ssa|dott|dottor|dr\.?ssa|dr|prof\.?ssa|prof|professor|avv|ing(?=\.)|geom(?=\.)|rag(?=\.)|arch(?=\.)|ragionier|ingegner`
const full = String.raw`signor[ae]|signorina|dottore|dottoressa|professore|professoressa|avvocat[oa]|ingegnere|geometra|ragioniere`
const listed = String.raw`io|firmato|firma|a[ ]nome[ ]di|intestat[oaie][ ]a|cognome|nominativo|(?:cordiali[ ]|distinti[ ]|cari[ ]|tanti[ ])?saluti|cordialmente|grazie`

export const personName: Rule = {
  category: 'nome',
  pattern: pattern(
    String.raw`${start}(?<keep>(?:(?<said>${said})[ ]?:?[ ]|(?<short>${short})(?:\.[ ]?|[ ])|(?<full>${full})[ ]|(?<listed>${listed})[ ]?[,.:;!]?[ \n]{1,2}|(?<own>sono)[ ]))` +
      String.raw`(?!(?:ra|na|ssa)${end})(?<names>${word}(?:[ ]${word}){0,3})${end}`,
  ),
  judge(match, _before, groups) {
    const { keep = '', names = '' } = groups ?? {}
    const kind = (['said', 'short', 'full', 'listed', 'own'] as const).find((name) => groups?.[name] !== undefined)!
    // Where the lead is all in capitals, those of the words say nothing.
    const shouted = keep === keep.toUpperCase()
    const words = names.split(' ').map((text) => ({ text, low: text.toLowerCase().replaceAll('’', "'"), shouted }))
    const taken = namesIn[kind](words)
    return taken === 0 ? 0 : keep.length + words.slice(0, taken).reduce((sum, { text }) => sum + text.length + 1, -1)
  },
}

interface Word {
  readonly text: string
  /** In small letters. */
  readonly low: string
  readonly shouted: boolean
}

type Lead = 'said' | 'short' | 'full' | 'listed' | 'own'

const capital =
  /^(?:\p{Lu}(?:\p{Ll}{0,6}['’]\p{Lu})?[\p{Ll}'’]{1,30}(?:-\p{Lu}\p{Ll}{1,30})?|\p{Lu}{2,30}|\p{Lu}['’]\p{Lu}+)$/u
const hasCapital = ({ text, shouted }: Word): boolean => !shouted && capital.test(text)

/** «de luca» is one surname in two words. */
const particle = /^(?:de|di|del|della|dal|dalla|lo|la|li)$/

/** How many of the words are a name, for each way to lead to one. */
const namesIn: Readonly<Record<Lead, (words: readonly Word[]) => number>> = {
  // Whatever comes after these words is a name, unless it is an ordinary word.
  said: (words) => capitals(words, 3) || go(words, ({ low }) => mayBeName(low), mayBeName),
  short: (words) =>
    capitals(words, 3) ||
    go(
      words,
      ({ low }) => mayBeName(low),
      (low) => isListed(low) || isOrdinary(low),
    ),
  full: (words) => capitals(words, 3) || go(words, ({ low }) => isListed(low) || isOrdinary(low), isListed),
  listed: (words) => go(words, ({ low }, next) => isFirstName(low) || surelyTwo(low, next), mayBeName),
  own: (words) =>
    ownCapitals(words) || go(words, ({ low }, next) => isFirstName(low) || surelyTwo(low, next), mayBeName),
}

const isListed = (low: string): boolean => isFirstName(low) || isSurname(low)
const mayBeName = (low: string): boolean => low.length > 1 && !isNoName(low) && !isOffice(low) && !isState(low)

/** A name that is an ordinary word needs a surname beside it; a surname, a first name. */
function surelyTwo(low: string, next: Word | undefined): boolean {
  if (next === undefined) return false
  const other = next.low
  return (
    (isOrdinary(low) && (isSurname(other) || (isOrdinary(other) && hasCapital(next)))) ||
    (isSurname(low) && isFirstName(other))
  )
}

/** Words with a capital that are no office: «il sig. Mario Rossi», but «il sig. Sindaco». */
function capitals(words: readonly Word[], most: number): number {
  let taken = 0
  while (taken < most && taken < words.length) {
    const word = words[taken]!
    if (!hasCapital(word) || isOffice(word.low) || (isNoName(word.low) && !particle.test(word.low))) break
    taken++
  }
  while (taken > 0 && particle.test(words[taken - 1]!.low)) taken--
  return taken === 0 ? 0 : taken + rest(words, taken)
}

/** «Sono Mario Rossi»: two capitals or more, and nothing that a citizen is. */
function ownCapitals(words: readonly Word[]): number {
  const first = words[0]!
  if (!hasCapital(first) || isState(first.low) || isOffice(first.low) || isNoName(first.low)) return 0
  const taken = capitals(words, 3)
  return taken > 1 || isFirstName(first.low) ? taken : 0
}

/** After «Mario», a surname in small letters. */
function rest(words: readonly Word[], taken: number): number {
  const last = words[taken - 1]!
  const next = words[taken]
  if (next === undefined || !isFirstName(last.low) || !(isSurname(next.low) || isTwoWordSurname(words, taken))) return 0
  return isTwoWordSurname(words, taken) ? 2 : 1
}

const isTwoWordSurname = (words: readonly Word[], at: number): boolean =>
  particle.test(words[at]!.low) && isSurname(`${words[at]!.low} ${words[at + 1]?.low}`)

/** The first word and what may follow it, up to three names. */
function go(
  words: readonly Word[],
  opens: (word: Word, next: Word | undefined) => boolean,
  follows: (low: string) => boolean,
): number {
  if (isTwoWordSurname(words, 0)) return 2
  if (!opens(words[0]!, words[1])) return 0
  let taken = 1
  while (taken < Math.min(3, words.length)) {
    if (isTwoWordSurname(words, taken)) return taken + 2
    const { low } = words[taken]!
    // A third word only after a second first name: «anna maria verdi».
    if (!follows(low) || (taken === 2 && !isFirstName(words[1]!.low) && !isOrdinary(words[1]!.low))) break
    taken++
  }
  return taken
}
