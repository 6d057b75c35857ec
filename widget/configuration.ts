// SPDX-License-Identifier: BSD-3-Clause
// What is asked at a touchpoint, in the page's language: one request, however many times it stands on the page.
import { ask, pageOf } from './server.ts'

export interface Asked {
  readonly id: string
  readonly text: string
  readonly options: readonly (readonly [code: number, label: string])[]
}

export interface Branch extends Asked {
  /** Stars after which it is asked. */
  readonly after: readonly number[]
  readonly positive: boolean
}

/** How the transaction ended on whose page the place stands, when the page says so. */
export type Outcome = 'finished' | 'abandoned' | undefined

export interface Configuration {
  /** Names the questionnaire. */
  readonly version: string
  readonly language: string
  /** Whether people are asked rather than coming of their own accord; then one in so many is. */
  readonly invited: boolean
  readonly oneIn: number
  readonly demo: boolean
  readonly question: Asked
  readonly branches: readonly Branch[]
  readonly outcome: Asked | null
  readonly detail: { readonly id: string; readonly text: string; readonly hint: string; readonly limit: number } | null
  readonly more: boolean
  readonly words: Readonly<Record<string, string>>
  /** Of this place; not from the server. */
  readonly ended?: Outcome
}

const known = new Map<string, Promise<Configuration>>()

/** @throws the status of the server's refusal, or whatever fetch throws. */
export function configurationOf(code: string, language: string): Promise<Configuration> {
  const url = `${pageOf(code)}/widget.json?lingua=${encodeURIComponent(language)}`
  const found = known.get(url) ?? (ask(url) as Promise<Configuration>)
  known.set(url, found)
  // Whoever comes after a failure may try again.
  found.catch(() => known.delete(url))
  return found
}
