// SPDX-License-Identifier: AGPL-3.0-or-later
// The shape of the model's files in ./2026.1: what a methodologist edits. Scales and items are named once;
// instruments use them by id and may give an item another scale or wording for that use.
import { Type, type Static } from 'typebox'
import { Identifier, PhraseSchema, roles, scaleCodes, scaleTraits, ShowIfSchema } from '../document/schema.ts'

const closed = { additionalProperties: false }
const Ends = Type.Object({ low: PhraseSchema, high: PhraseSchema }, closed)

export const DimensionSchema = Type.Object({ id: Identifier, name: PhraseSchema }, closed)
export type Dimension = Static<typeof DimensionSchema>

const { codes, missing } = scaleCodes(PhraseSchema)
const Range = Type.Object({ from: Type.Integer({ minimum: 0 }), to: Type.Integer({ maximum: 100 }) }, closed)

/** Either worded `codes`, or a `range` of integers that are their own labels. */
export const ModelScaleSchema = Type.Union([
  Type.Object({ ...scaleTraits, codes, missing }, closed),
  Type.Object({ ...scaleTraits, range: Range, missing }, closed),
])

export const ModelItemSchema = Type.Object(
  {
    id: Identifier,
    dimension: Type.Union([Identifier, Type.Null()]),
    role: Type.Enum(roles),
    scale: Identifier,
    /** The standards that ask for this item; empty when it is only ours. */
    sources: Type.Array(Type.String({ minLength: 1 })),
    wording: PhraseSchema,
    ends: Type.Optional(Ends),
    hint: Type.Optional(PhraseSchema),
    maxLength: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  closed,
)
export type ModelItem = Static<typeof ModelItemSchema>

export const ItemUseSchema = Type.Object(
  {
    item: Identifier,
    required: Type.Optional(Type.Boolean()),
    showIf: Type.Optional(ShowIfSchema),
    scale: Type.Optional(Identifier),
    wording: Type.Optional(PhraseSchema),
    ends: Type.Optional(Ends),
  },
  closed,
)
export type ItemUse = Static<typeof ItemUseSchema>

export const InstrumentSchema = Type.Object(
  {
    id: Identifier,
    name: PhraseSchema,
    /** Kinds of service the instrument is meant for. */
    serviceKinds: Type.Array(Type.Enum(['dispositivo', 'consultazione', 'assistenza', 'sito'])),
    /** Category of Regulation (EU) 2018/1724 its answers are reported under. */
    sdg: Type.Enum(['Information', 'Procedure', 'Assistance']),
    standards: Type.Array(Type.String()),
    steps: Type.Array(Type.Array(ItemUseSchema, { minItems: 1 }), { minItems: 1 }),
  },
  closed,
)
export type Instrument = Static<typeof InstrumentSchema>

/** Questions any instrument may end with, each module off unless asked for. */
export const ModuleSchema = Type.Object(
  { id: Type.Enum(['who', 'inclusione']), byDefault: Type.Literal(false), items: Type.Array(Identifier) },
  closed,
)
