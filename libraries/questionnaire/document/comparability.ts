// SPDX-License-Identifier: AGPL-3.0-or-later
// Which series go on when a questionnaire changes, and why the others break. Cautious on purpose: a change
// that could move answers (words, scale, branch, what was asked before) is a break until somebody shows it
// is not; adding questions at the end breaks nothing.
import { canonicalJson } from './canonical-json.ts'
import type { DocumentItem, InstrumentDocument } from './schema.ts'

export type BreakReason = 'new' | 'removed' | 'wording' | 'scale' | 'branch' | 'order'

/** One item of either version: its series continues, or breaks for the first reason that applies. */
export type ItemComparability =
  | { readonly item: string; readonly comparable: true }
  | { readonly item: string; readonly comparable: false; readonly reason: BreakReason }

/** Every item of `next` in its order, then the items of `previous` that are gone. */
export function comparability(previous: InstrumentDocument, next: InstrumentDocument): ItemComparability[] {
  const judged = next.items.map(({ id }): ItemComparability => {
    const reason = breakReason(previous, next, id)
    return reason === undefined ? { item: id, comparable: true } : { item: id, comparable: false, reason }
  })
  const removed = previous.items
    .filter(({ id }) => !next.items.some((item) => item.id === id))
    .map(({ id }): ItemComparability => ({ item: id, comparable: false, reason: 'removed' }))
  return [...judged, ...removed]
}

/** Ids of the items of `next` that continue a series of `previous`. */
export function continuedItems(previous: InstrumentDocument, next: InstrumentDocument): string[] {
  return comparability(previous, next).flatMap(({ item, comparable }) => (comparable ? [item] : []))
}

function breakReason(previous: InstrumentDocument, next: InstrumentDocument, id: string): BreakReason | undefined {
  const [before, after] = [previous, next].map((document) => document.items.find((item) => item.id === id))
  if (before === undefined || after === undefined) return 'new'
  if (differ(before, after, ['wording', 'hint'])) return 'wording'
  if (differ(before, after, ['scale', 'ends', 'maxLength'])) return 'scale'
  if (differ(before, after, ['showIf', 'required', 'role', 'dimension'])) return 'branch'
  return askedBefore(previous, id) === askedBefore(next, id) ? undefined : 'order'
}

function differ(before: DocumentItem, after: DocumentItem, fields: (keyof DocumentItem)[]): boolean {
  return fields.some((field) => canonicalJson(before[field] ?? null) !== canonicalJson(after[field] ?? null))
}

function askedBefore(document: InstrumentDocument, id: string): string {
  const ids = document.items.map((item) => item.id)
  return ids.slice(0, ids.indexOf(id)).join()
}
