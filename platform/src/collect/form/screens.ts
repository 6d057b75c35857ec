// SPDX-License-Identifier: AGPL-3.0-or-later
// A questionnaire as it is put to people: the first question alone, because its answer counts by itself, then all the others.
import type { DocumentItem, InstrumentDocument } from '@ascolto/questionnaire'

export function firstItems({ items, steps }: InstrumentDocument): DocumentItem[] {
  return items.filter(({ id }) => steps[0]?.includes(id))
}

export function laterItems(document: InstrumentDocument): DocumentItem[] {
  const first = firstItems(document)
  return document.items.filter((item) => !first.includes(item))
}
