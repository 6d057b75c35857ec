// SPDX-License-Identifier: AGPL-3.0-or-later
// From the words on another component's button to the code of an option: by the questionnaire's own labels in every language,
// then by the dictionary of wordings that are in use elsewhere. Capitals, accents, punctuation and spacing do not count;
// anything more would be a guess. An answer means what the person read, not what a programmer called it.
import { languages, type DocumentItem, type InstrumentDocument } from '@ascolto/questionnaire'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import wordings from './wordings.json' with { type: 'json' }

export const WordingsSchema = Type.Array(
  Type.Object(
    {
      item: Type.String(),
      /** null: the words are known and carry no option. */
      code: Type.Union([Type.Integer(), Type.Null()]),
      texts: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
      note: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  ),
)
export type Wordings = Static<typeof WordingsSchema>
export const wordingsValidator = Compile(WordingsSchema)

export const knownWordings: Wordings = wordings

/** What words stand for at a question: an option, nothing, or `undefined` when nobody knows them. */
export function matchWording(item: DocumentItem, words: string, known: Wordings): number | null | undefined {
  const wanted = normalised(words)
  if (wanted === '') return null
  const label = item.scale.codes.find(({ label }) =>
    languages.some((language) => normalised(label[language]) === wanted),
  )
  if (label) return label.code
  const entry = known.find(({ item: id, texts }) => id === item.id && texts.some((text) => normalised(text) === wanted))
  if (entry === undefined || entry.code === null) return entry?.code
  return item.scale.codes.some(({ code }) => code === entry.code) ? entry.code : undefined
}

/** The questions that hang on the rating, and whether they are asked after it. */
export function branchesOf(
  { items }: InstrumentDocument,
  rating: number,
): { asked: DocumentItem[]; others: DocumentItem[] } {
  const branches = items.filter(({ role, showIf }) => role === 'branch' && showIf?.item === items[0]!.id)
  const isAsked = ({ showIf }: DocumentItem): boolean => showIf!.codes.includes(rating)
  return { asked: branches.filter(isAsked), others: branches.filter((item) => !isAsked(item)) }
}

const entities: Readonly<Record<string, string>> = { amp: '&', quot: '"', lt: '<', gt: '>', nbsp: ' ' }

/** Some templates send the markup of a label instead of its text. */
function plain(words: string): string {
  return words
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&([a-z])(?:grave|acute);/gi, '$1')
    .replace(/&(amp|quot|lt|gt|nbsp);/g, (_, name: string) => entities[name]!)
}

export function normalised(words: string): string {
  return plain(words)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}|['’‘`´]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
