// SPDX-License-Identifier: AGPL-3.0-or-later
// The measurement model 2026.1, parsed once from its data files and frozen. A fault in the files stops the
// program at the start, before anybody is asked anything.
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { deepFreeze } from '../document/deep-freeze.ts'
import { languages, type Language, type Phrase, type Scale, type Wording } from '../document/schema.ts'
import dimensionData from './2026.1/dimensions.json' with { type: 'json' }
import instrumentData from './2026.1/instruments.json' with { type: 'json' }
import itemData from './2026.1/items.json' with { type: 'json' }
import moduleData from './2026.1/modules.json' with { type: 'json' }
import scaleData from './2026.1/scales.json' with { type: 'json' }
import { DimensionSchema, InstrumentSchema, ModelItemSchema, ModelScaleSchema, ModuleSchema } from './schema.ts'

const scaleFile = Value.Parse(Type.Array(ModelScaleSchema), scaleData)

/** A scale of the model: a document's scale whose labels also know which translations are official. */
export type ModelScale = Scale & { readonly codes: { code: number; label: Phrase }[] }

/** The whole model, in the order of its files. */
export const model = deepFreeze({
  version: '2026.1',
  dimensions: Value.Parse(Type.Array(DimensionSchema), dimensionData),
  scales: scaleFile.map((scale): ModelScale => {
    if ('codes' in scale) return scale
    const { range, ...traits } = scale
    const codes = Array.from({ length: range.to - range.from + 1 }, (_, i) => numberedCode(range.from + i))
    return { ...traits, codes }
  }),
  items: Value.Parse(Type.Array(ModelItemSchema), itemData),
  instruments: Value.Parse(Type.Array(InstrumentSchema), instrumentData),
  modules: Value.Parse(Type.Array(ModuleSchema), moduleData),
})

export const dimensions = byId(model.dimensions)
export const scales = byId(model.scales)
export const items = byId(model.items)
export const instruments = byId(model.instruments)

/** Whether a wording's text in a language was fixed by others (`official`) or written by us (`ours`). */
export function translationStatus(phrase: Phrase, language: Language): 'official' | 'ours' {
  return phrase.official?.includes(language) === true ? 'official' : 'ours'
}

function byId<T extends { id: string }>(entries: readonly T[]): ReadonlyMap<string, T> {
  return new Map(entries.map((entry) => [entry.id, entry]))
}

function numberedCode(code: number): { code: number; label: Wording } {
  return { code, label: Object.fromEntries(languages.map((language) => [language, String(code)])) as Wording }
}
