// SPDX-License-Identifier: AGPL-3.0-or-later
// From the model to a questionnaire that stands on its own: every wording and scale is copied in, so that an
// answer of today can be read in twenty years with nothing but its document.
import { instruments, items, model } from '../model/read-model.ts'
import type { ItemUse, ModelItem } from '../model/schema.ts'
import { documentScale, wordingOf } from './document-scale.ts'
import { localItems, type LocalQuestion } from './local-questions.ts'
import { nameVersion } from './name-version.ts'
import type { DocumentItem, InstrumentVersion } from './schema.ts'

export type ComposeOptions = {
  /** Ask as whom the service was used; for touchpoints that do not know it. */
  who?: boolean
  /** Add the module *inclusione* (age class, familiarity). */
  inclusion?: boolean
  /** Up to three questions of the body, as `parseLocalQuestions` returns them. */
  local?: readonly LocalQuestion[]
  /** The version this one follows on the same touchpoint; its continued items are declared. */
  previous?: InstrumentVersion
}

/** The version of an instrument of the model with these options. Throws RangeError on an unknown instrument. */
export function compose(instrumentId: string, options: ComposeOptions = {}): InstrumentVersion {
  const instrument = instruments.get(instrumentId)
  if (instrument === undefined) throw new RangeError(`no instrument «${instrumentId}» in model ${model.version}`)
  const screens = instrument.steps.map((step) => step.map(documentItem))
  screens.at(-1)?.push(...moduleItems(options), ...localItems(options.local ?? []))
  return nameVersion(model.version, instrument.id, screens, options.previous)
}

function moduleItems(options: ComposeOptions): DocumentItem[] {
  const asked = model.modules.filter(({ id }) => (id === 'who' ? options.who : options.inclusion) === true)
  return asked.flatMap((module) => module.items.map((item) => documentItem({ item })))
}

function documentItem(use: ItemUse): DocumentItem {
  const item = items.get(use.item)
  if (item === undefined) throw new RangeError(`no item «${use.item}» in model ${model.version}`)
  const { dimension, role, scale, wording, ends, hint, maxLength }: ModelItem = { ...item, ...use }
  return {
    id: item.id,
    dimension,
    role,
    scale: documentScale(scale),
    wording: wordingOf(wording),
    required: use.required === true,
    ...(use.showIf && { showIf: use.showIf }),
    ...(maxLength !== undefined && { maxLength }),
    ...(hint && { hint: wordingOf(hint) }),
    ...(ends && { ends: { low: wordingOf(ends.low), high: wordingOf(ends.high) } }),
  }
}
