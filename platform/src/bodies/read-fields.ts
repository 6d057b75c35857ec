// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads what a person or a program gave for a service or a touchpoint: every field is parsed once, here, and everything
// that is wrong is told together, in words.
import { visibleLine, visibleText } from '../base/visible-text.ts'
import type { Made, Problem } from './made.ts'
import { isTerm, type Term } from './vocabularies/index.ts'

/** What was given, by field; nothing of it is trusted. */
export type Given = Readonly<Record<string, unknown>>

export class Fields {
  readonly #given: Given
  readonly #problems: Problem[] = []

  constructor(given: Given) {
    this.#given = given
  }

  /** One line of text, or several where they are wanted; nothing unseen stays. '' when absent and not required. */
  text(
    field: string,
    {
      label,
      longest,
      required = false,
      lines = false,
    }: { label: string; longest: number; required?: boolean; lines?: boolean },
  ): string {
    const value = this.#given[field] ?? ''
    if (typeof value !== 'string') return this.#wrong(field, `${label}: serve un testo.`, '')

    const text = lines ? visibleText(value) : visibleLine(value)
    if (required && text === '') return this.#wrong(field, `${label}: scrivi qualcosa.`, '')
    if (text.length > longest) {
      return this.#wrong(field, `${label}: al massimo ${longest} caratteri, ora sono ${text.length}.`, '')
    }
    return text
  }

  /** A code of the list, or the fallback when nothing was given. */
  term<Fallback>(field: string, label: string, terms: readonly Term[], fallback: Fallback): string | Fallback {
    const value = this.#given[field]
    if (value === undefined || value === null || value === '') {
      return fallback === undefined ? this.#wrong(field, `${label}: scegli una voce.`, fallback) : fallback
    }
    if (typeof value === 'string' && isTerm(terms, value)) return value
    return this.#wrong(field, `${label}: scegli una delle voci proposte.`, fallback)
  }

  /** Codes of the list, each once, in the order of the list. */
  terms(field: string, label: string, terms: readonly Term[], fallback: readonly string[]): string[] {
    const value = this.#given[field]
    if (value === undefined || value === null || value === '') return [...fallback]
    const codes = Array.isArray(value) ? (value as unknown[]) : [value]
    if (!codes.every((code) => typeof code === 'string' && isTerm(terms, code))) {
      return this.#wrong(field, `${label}: scegli tra le voci proposte.`, [])
    }
    const chosen = terms.filter(({ code }) => codes.includes(code)).map(({ code }) => code)
    return chosen.length > 0 ? chosen : [...fallback]
  }

  /** An address of the web; null when absent. */
  address(field: string, label: string): string | null {
    const text = this.text(field, { label, longest: 2000 })
    if (text === '') return null
    return (
      webAddress(text)?.href ??
      this.#wrong(field, `${label}: serve un indirizzo completo, per esempio https://www.ente.it.`, null)
    )
  }

  /** Sites, one a line or a list; each becomes scheme, name and port. */
  origins(field: string, label: string): string[] {
    const value = this.#given[field] ?? []
    const lines =
      typeof value === 'string' ? value.split(/[\s,]+/) : Array.isArray(value) ? (value as unknown[]) : [value]
    const origins = new Set<string>()
    for (const line of lines) {
      if (line === '') continue
      const origin = typeof line === 'string' ? webAddress(line)?.origin : undefined
      if (origin === undefined) {
        return this.#wrong(field, `${label}: «${String(line).slice(0, 80)}» non è l’indirizzo di un sito.`, [])
      }
      origins.add(origin)
    }
    if (origins.size > 50) return this.#wrong(field, `${label}: al massimo 50 siti.`, [])
    return [...origins]
  }

  done<Value>(value: () => Value): Made<Value> {
    return this.#problems.length > 0 ? { ok: false, problems: this.#problems } : { ok: true, value: value() }
  }

  #wrong<Value>(field: string, message: string, value: Value): Value {
    this.#problems.push({ field, message })
    return value
  }
}

function webAddress(text: string): URL | undefined {
  const url = URL.parse(text)
  return url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url : undefined
}
