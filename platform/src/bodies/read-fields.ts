// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads what a person or a program gave for a service or a touchpoint: every field is parsed once, here, and everything
// that is wrong is told together, in words.
import type { Context } from '../base/context.ts'
import { addDays, dayOf, isDay, type Day } from '../base/day.ts'
import { fill } from '../base/language.ts'
import { visibleLine, visibleText } from '../base/visible-text.ts'
import texts from './fields.json' with { type: 'json' }
import type { Made, Problem } from './made.ts'
import { isTerm, type Term } from './vocabularies/index.ts'

/** What was given, by field; nothing of it is trusted. */
export type Given = Readonly<Record<string, unknown>>

type FieldName = keyof (typeof texts)['it']['labels']

export class Fields {
  readonly #given: Given
  readonly #problems: Problem[] = []
  readonly #texts: (typeof texts)['it']

  /** @param language of the messages. */
  constructor(given: Given, language: Context['language']) {
    this.#given = given
    this.#texts = texts[language ?? 'it']
  }

  /** One line of text, or several where they are wanted; nothing unseen stays. '' when absent and not required. */
  text(
    field: FieldName,
    { longest, required = false, lines = false }: { longest: number; required?: boolean; lines?: boolean },
  ): string {
    const value = this.#given[field] ?? ''
    if (typeof value !== 'string') return this.#wrong(field, 'text', '')

    const text = lines ? visibleText(value) : visibleLine(value)
    if (required && text === '') return this.#wrong(field, 'required', '')
    if (text.length > longest) {
      return this.#wrong(field, 'long', '', { longest, length: text.length })
    }
    return text
  }

  /** A code of the list, or the fallback when nothing was given. */
  term<Fallback>(field: FieldName, terms: readonly Term[], fallback: Fallback): string | Fallback {
    const value = this.#given[field]
    if (value === undefined || value === null || value === '') {
      return fallback === undefined ? this.#wrong(field, 'choose', fallback) : fallback
    }
    if (typeof value === 'string' && isTerm(terms, value)) return value
    return this.#wrong(field, 'listed', fallback)
  }

  /** Codes of the list, each once, in the order of the list. */
  terms(field: FieldName, terms: readonly Term[], fallback: readonly string[]): string[] {
    const value = this.#given[field]
    if (value === undefined || value === null || value === '') return [...fallback]
    const codes = Array.isArray(value) ? (value as unknown[]) : [value]
    if (!codes.every((code) => typeof code === 'string' && isTerm(terms, code))) {
      return this.#wrong(field, 'several', [])
    }
    const chosen = terms.filter(({ code }) => codes.includes(code)).map(({ code }) => code)
    return chosen.length > 0 ? chosen : [...fallback]
  }

  /** As terms, at least one. */
  someTerms(field: FieldName, terms: readonly Term[]): string[] {
    const problems = this.#problems.length
    const chosen = this.terms(field, terms, [])
    return chosen.length > 0 || this.#problems.length > problems ? chosen : this.#wrong(field, 'some', [])
  }

  /** A whole number of this range, written in digits. */
  whole(field: FieldName, { from, to, fallback }: { from: number; to: number; fallback: number }): number {
    const text = this.text(field, { longest: 20 }) || String(fallback)
    const number = /^\d+$/.test(text) ? Number(text) : NaN
    return number >= from && number <= to ? number : this.#wrong(field, 'whole', fallback, { from, to })
  }

  /** An address of the web; null when absent. */
  address(field: FieldName): string | null {
    const text = this.text(field, { longest: 2000 })
    if (text === '') return null
    return webAddress(text)?.href ?? this.#wrong(field, 'address', null)
  }

  /** Two fields that mean something only with each other: the one that is missing is asked for. */
  together(one: FieldName, other: FieldName): void {
    const given = (field: FieldName): boolean => (this.#given[field] ?? '') !== ''
    if (given(one) === given(other)) return
    const [there, missing] = given(one) ? [one, other] : [other, one]
    this.#wrong(missing, 'together', undefined, { with: this.#texts.labels[there] })
  }

  /** A mail address, as far as its form can tell. */
  email(field: FieldName): string {
    const text = this.text(field, { longest: 254, required: true })
    return text === '' || /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/.test(text)
      ? text
      : this.#wrong(field, 'email', '')
  }

  /** What a person or an office is called. It goes into mails to others, so it cannot carry an address to lure them to. */
  plainName(field: FieldName): string {
    const text = this.text(field, { longest: 120, required: true }).replace(/\s+/g, ' ')
    return /[@<>]|:\/\/|www\.|\.\w{2,}\//i.test(text) ? this.#wrong(field, 'plain', '') : text
  }

  /** A box that must be ticked. */
  agreed(field: FieldName): void {
    if (this.#given[field] !== 'yes') this.#wrong(field, 'agree', undefined)
  }

  /** A day after today; null when absent. */
  futureDay(field: FieldName, now: Date): Day | null {
    const text = this.text(field, { longest: 10 })
    if (text === '') return null
    return isDay(text) && text >= addDays(dayOf(now), 1) ? text : this.#wrong(field, 'day', null)
  }

  /** Days of one period, both included. */
  period(first: FieldName, last: FieldName): { from: Day; to: Day } {
    const day = (field: FieldName): Day => {
      const text = this.text(field, { longest: 10 })
      return isDay(text) ? text : this.#wrong(field, 'date', '')
    }
    const [from, to] = [day(first), day(last)]
    if (from !== '' && to !== '' && to < from) this.#wrong(last, 'backwards', '')
    return { from, to }
  }

  /** Today or a day after it; today when absent. */
  presentDay(field: FieldName, now: Date): Day {
    const today = dayOf(now)
    const text = this.text(field, { longest: 10 }) || today
    return isDay(text) && text >= today ? text : this.#wrong(field, 'today', today)
  }

  /** Sites, one a line or a list; each becomes scheme, name and port. */
  origins(field: FieldName): string[] {
    const value = this.#given[field] ?? []
    const lines =
      typeof value === 'string' ? value.split(/[\s,]+/) : Array.isArray(value) ? (value as unknown[]) : [value]
    const origins = new Set<string>()
    for (const line of lines) {
      if (line === '') continue
      const origin = typeof line === 'string' ? webAddress(line)?.origin : undefined
      if (origin === undefined) {
        return this.#wrong(field, 'origin', [], { line: String(line).slice(0, 80) })
      }
      origins.add(origin)
    }
    if (origins.size > 50) return this.#wrong(field, 'origins', [])
    return [...origins]
  }

  done<Value>(value: () => Value): Made<Value> {
    return this.#problems.length > 0 ? { ok: false, problems: this.#problems } : { ok: true, value: value() }
  }

  #wrong<Value>(
    field: FieldName,
    text: Exclude<keyof (typeof texts)['it'], 'labels'>,
    value: Value,
    more: Record<string, string | number> = {},
  ): Value {
    const label = this.#texts.labels[field]
    this.#problems.push({ field, message: fill(this.#texts[text], { label, ...more }) })
    return value
  }
}

/** A problem of the whole act rather than of one field's form, told at that field. */
export function problemAt(
  field: FieldName,
  text:
    | 'serviceNamesake'
    | 'touchpointNamesake'
    | 'imported'
    | `merge${'Nowhere' | 'Already' | 'Onwards' | 'Target' | 'Stream'}`,
  language: Context['language'],
): { ok: false; problems: Problem[] } {
  return { ok: false, problems: [{ field, message: texts[language ?? 'it'][text] }] }
}

function webAddress(text: string): URL | undefined {
  const url = URL.parse(text)
  return url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url : undefined
}
