// SPDX-License-Identifier: AGPL-3.0-or-later
// The shape of a questionnaire document: everything a form, a validator or an analyst needs to understand an
// answer, in one self-contained value. Documents are stored for ever under the hash of their content, so a
// field may be added here as optional, never renamed or removed.
import { Type, type Static } from 'typebox'

/** Languages every wording exists in; Italian first, because it is the language of reference. */
export const languages = ['it', 'de', 'fr', 'sl', 'en'] as const
export type Language = (typeof languages)[number]

/** Missing codes, the same on every scale; they never enter a mean. */
export const noAnswer = -1
export const notApplicable = -2
export const dontKnow = -3

const closed = { additionalProperties: false }
const phrase = Type.String({ minLength: 1, maxLength: 500 })
const languageFields = { it: phrase, de: phrase, fr: phrase, sl: phrase, en: phrase }

export const WordingSchema = Type.Object(languageFields, closed)
export type Wording = Static<typeof WordingSchema>

/** A wording of the model: `official` lists the languages whose text others have fixed; the rest is ours. */
export const PhraseSchema = Type.Object(
  { ...languageFields, official: Type.Optional(Type.Array(Type.Enum(languages), { minItems: 1 })) },
  closed,
)
export type Phrase = Static<typeof PhraseSchema>

export const Identifier = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 })
const Code = Type.Integer({ minimum: 0, maximum: 32_767 })

export const scaleKinds = [
  'stars',
  'labelled',
  'yes-partly-no',
  'yes-no',
  'single',
  'multiple',
  'text',
  'faces',
  'thumbs',
  'numeric',
  'nps',
] as const

/** What a scale of the model and a scale of a document have in common. */
export const scaleTraits = {
  id: Identifier,
  kind: Type.Enum(scaleKinds),
  polarity: Type.Union([Type.Literal(1), Type.Literal(-1)]),
  level: Type.Union([Type.Literal('L0'), Type.Literal('L1'), Type.Literal('L2'), Type.Literal('L3'), Type.Null()]),
}

/** A scale's codes and missing codes, for wordings of the given kind. */
export const scaleCodes = <W extends typeof WordingSchema | typeof PhraseSchema>(wording: W) => ({
  codes: Type.Array(Type.Object({ code: Code, label: wording }, closed), { maxItems: 101 }),
  missing: Type.Array(
    Type.Object({ code: Type.Union([Type.Literal(notApplicable), Type.Literal(dontKnow)]), label: wording }, closed),
    { maxItems: 2 },
  ),
})

/**
 * `codes` stand in the order shown to people; the numbers say which end is better: the higher code when
 * `polarity` is 1, the lower when it is -1. `level` is the harmonisation level of measurement (null: not a
 * satisfaction scale). `missing` lists the missing codes a person may choose; "no answer" needs no entry.
 */
export const ScaleSchema = Type.Object({ ...scaleTraits, ...scaleCodes(WordingSchema) }, closed)
export type Scale = Static<typeof ScaleSchema>

export const roles = ['score', 'outcome', 'branch', 'overall', 'text', 'who', 'profile', 'local'] as const

export const ShowIfSchema = Type.Object({ item: Identifier, codes: Type.Array(Code, { minItems: 1 }) }, closed)
const Ends = Type.Object({ low: WordingSchema, high: WordingSchema }, closed)

export const DocumentItemSchema = Type.Object(
  {
    id: Identifier,
    dimension: Type.Union([Identifier, Type.Null()]),
    role: Type.Enum(roles),
    scale: ScaleSchema,
    wording: WordingSchema,
    required: Type.Boolean(),
    showIf: Type.Optional(ShowIfSchema),
    /** In Unicode code points. */
    maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    hint: Type.Optional(WordingSchema),
    /** What the two ends of a star scale mean. */
    ends: Type.Optional(Ends),
  },
  closed,
)
export type DocumentItem = Static<typeof DocumentItemSchema>

export const DocumentSchema = Type.Object(
  {
    model: Type.String({ minLength: 1, maxLength: 20 }),
    instrument: Identifier,
    items: Type.Array(DocumentItemSchema, { minItems: 1, maxItems: 60 }),
    /** Item ids per screen, in the order of `items`; the first screen is one question. */
    steps: Type.Array(Type.Array(Identifier, { minItems: 1 }), { minItems: 1 }),
    /** The version before (its hash) and the items whose series continue from it. */
    comparable: Type.Object(
      {
        previous: Type.Union([Type.String({ pattern: '^[0-9a-f]{64}$' }), Type.Null()]),
        items: Type.Array(Identifier),
      },
      closed,
    ),
  },
  closed,
)
export type InstrumentDocument = Static<typeof DocumentSchema>

/** An immutable questionnaire, named by its content. */
export type InstrumentVersion = { readonly hash: string; readonly document: InstrumentDocument }
