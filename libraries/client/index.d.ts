// SPDX-License-Identifier: BSD-3-Clause
// Types of index.js.

export interface Options {
  /** Address of the installation, for instance https://ascolto.example.it. */
  readonly server: string
  /** asc_…; never in a page that others can read. */
  readonly key?: string
  /** How often a call is tried in all; 5 when absent. */
  readonly tries?: number
  readonly fetch?: typeof globalThis.fetch
  /** Takes milliseconds; for tests. */
  readonly wait?: (milliseconds: number) => Promise<void>
}

type Device = 'phone' | 'tablet' | 'desktop' | 'unknown'
type Channel = 'web' | 'app' | 'sportello' | 'telefono' | 'email' | 'qr'
type UserKind = 'cittadino' | 'impresa' | 'intermediario' | 'unknown'
type Outcome = 'finished' | 'abandoned' | 'unknown'

export interface Response {
  readonly touchpoint: string
  /** Made when absent. Give one of your own to be safe also when your program is started again. */
  readonly key?: string
  readonly answers: Readonly<Record<string, number | readonly number[] | string>>
  /** YYYY-MM-DD */
  readonly day?: string
  readonly language?: 'it' | 'de' | 'fr' | 'sl' | 'en'
  readonly device?: Device
  readonly channel?: Channel
  readonly userKind?: UserKind
  readonly outcome?: Outcome
  /** One-time code of an invitation: the value of `i` in its link. */
  readonly code?: string
}

interface TotalCounts {
  /** YYYY-MM or YYYY-MM-DD */
  readonly period: string
  readonly eligible?: number
  readonly offered?: number
  readonly opened?: number
  readonly channel?: Channel
  readonly device?: Device
  readonly userKind?: UserKind
  readonly outcome?: Outcome
}
export type Total = TotalCounts & ({ readonly touchpoint: string } | { readonly service: string })

interface Refused {
  readonly code?: string
  readonly title?: string
  readonly problems?: readonly { readonly item: string; readonly code: string; readonly message: string }[]
}

/** 201 taken, 200 known already; anything else refused, for the reason in `code` and `title`. */
export interface ResponseResult extends Refused {
  readonly key: string
  readonly status: number
  readonly receipt?: string
  readonly day?: string
  readonly correction?: string
  readonly retryAfter?: number
}
export interface TotalResult extends Refused {
  readonly status: number
  readonly period?: string
  readonly changed?: boolean
  readonly contradictory?: boolean
}

export interface Client {
  /** Any number of them. @returns what became of each, in order. @throws AscoltoError when a whole call is refused. */
  sendResponses(responses: readonly Response[]): Promise<ResponseResult[]>
  sendTotals(totals: readonly Total[]): Promise<TotalResult[]>
}

export declare function createClient(options: Options): Client

export declare class AscoltoError extends Error {
  readonly status: number
  readonly code: string
  readonly problems: readonly object[]
}
