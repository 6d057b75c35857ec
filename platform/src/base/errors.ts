// SPDX-License-Identifier: AGPL-3.0-or-later
// Failures that a person or a program outside gets to see. Each is declared once, in its module's errors.ts, by
// defineError; base/http alone turns it into problem+json or a page. Expected outcomes are return values, not errors.

export interface ErrorKind {
  readonly code: string
  readonly status: number
  /** What went wrong, in Italian, for the person who reads it. */
  readonly title: string
  /** Where a person goes on from the page that says so; the first page when absent. */
  readonly way?: { readonly address: string; readonly words: string }
}

export interface ErrorDetail {
  detail?: string
  cause?: unknown
  /** Seconds after which trying again makes sense. */
  retryAfter?: number
  /** One entry for each part of the input that is wrong. */
  problems?: readonly object[]
  /** Pseudonym of the person of the workspace who was refused: for the log alone. */
  actor?: string
}

export class PlatformError extends Error {
  readonly kind: ErrorKind
  readonly detail: string | undefined
  readonly retryAfter: number | undefined
  readonly problems: readonly object[] | undefined
  readonly actor: string | undefined

  constructor(kind: ErrorKind, { detail, cause, retryAfter, problems, actor }: ErrorDetail = {}) {
    super(detail ? `${kind.title} ${detail}` : kind.title, { cause })
    this.name = 'PlatformError'
    this.kind = kind
    this.detail = detail
    this.retryAfter = retryAfter
    this.problems = problems
    this.actor = actor
  }
}

const declared = new Map<string, ErrorKind>()

/**
 * Declares a kind of error and gives the function that makes one.
 * @throws Error when the code was declared before: codes are part of the API.
 */
export function defineError(kind: ErrorKind): (detail?: ErrorDetail) => PlatformError {
  if (declared.has(kind.code)) throw new Error(`error code declared twice: ${kind.code}`)
  declared.set(kind.code, kind)
  return (detail) => new PlatformError(kind, detail)
}

/** Every declared kind, by code: the generated table of errors is made from it. */
export function declaredErrors(): ErrorKind[] {
  return [...declared.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

export const notFound = defineError({ code: 'not-found', status: 404, title: 'Questa pagina non esiste.' })
export const forbidden = defineError({ code: 'forbidden', status: 403, title: 'Non hai accesso a questa pagina.' })
export const foreignForm = defineError({
  code: 'foreign-form',
  status: 403,
  title: 'Questa richiesta arriva da un altro sito e non è stata eseguita.',
})
export const badRequest = defineError({ code: 'bad-request', status: 400, title: 'La richiesta non è valida.' })
export const wrongMethod = defineError({
  code: 'wrong-method',
  status: 405,
  title: 'Questo indirizzo non accetta questo tipo di richiesta.',
})
export const misdirected = defineError({
  code: 'misdirected',
  status: 421,
  title: 'Questa pagina ha un altro indirizzo.',
})
export const tooLarge = defineError({ code: 'too-large', status: 413, title: 'I dati inviati sono troppi.' })
export const wrongType = defineError({
  code: 'wrong-type',
  status: 415,
  title: 'I dati inviati sono in un formato che non accettiamo.',
})
export const unavailable = defineError({
  code: 'unavailable',
  status: 503,
  title: 'In questo momento il servizio non è disponibile. Riprova tra poco.',
})
export const internal = defineError({ code: 'internal', status: 500, title: 'Qualcosa non ha funzionato.' })
