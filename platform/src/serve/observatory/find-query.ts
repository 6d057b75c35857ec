// SPDX-License-Identifier: AGPL-3.0-or-later
// What a reader asked of a list, from the address. An address is typed, shared and shortened by people: what makes no sense
// is left out instead of being refused, and the page shows which filters it has used.
import { bodyCategories, serviceKinds, type Term } from '../../bodies/index.ts'
import type { Region } from '../../publish/index.ts'

type Query = Readonly<Record<string, unknown>>

export interface ListQuery {
  readonly q: string
  readonly region: string | undefined
  readonly kind: string | undefined
  readonly category: string | undefined
  readonly offset: number
}

export function readListQuery(query: unknown, regions: readonly Region[]): ListQuery {
  const given = query as Query
  return {
    q: textOf(given['q']).slice(0, 200),
    region: codeOf(given['regione'], regions),
    kind: codeOf(given['tipo'], serviceKinds),
    category: codeOf(given['categoria'], bodyCategories),
    offset: offsetOf(given['da']),
  }
}

/** One of several values, or the first of them. */
export function choiceOf<Value extends string>(value: unknown, values: readonly [Value, ...Value[]]): Value {
  return values.find((known) => known === value) ?? values[0]
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\0', '') : ''
}

function codeOf(value: unknown, terms: readonly (Term | Region)[]): string | undefined {
  return terms.find(({ code }) => code === value)?.code
}

function offsetOf(value: unknown): number {
  const offset = Number(value)
  return Number.isSafeInteger(offset) && offset > 0 && offset < 10_000_000 ? offset : 0
}

/** Where the last page begins when the one that was asked lies beyond it; lists grow shorter, addresses stay. */
export function lastPageBefore(offset: number, total: number, limit: number): number | undefined {
  return offset > 0 && offset >= total ? Math.max(0, Math.ceil(total / limit) - 1) * limit : undefined
}

/** The address of a list with these filters; what is empty is left out. */
export function listAddress(path: string, filters: Readonly<Record<string, string | number | undefined>>): string {
  const kept = Object.entries(filters).filter(([, value]) => value !== undefined && value !== '' && value !== 0)
  const query = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString()
  return query === '' ? path : `${path}?${query}`
}
