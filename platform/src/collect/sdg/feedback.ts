// SPDX-License-Identifier: AGPL-3.0-or-later
// What of an answer is feedback for the Single Digital Gateway, and the form in which the Commission takes it (Regulation (EU)
// 2018/1724 art. 25, Implementing Regulation (EU) 2020/1121). Nothing else of an answer has a place here: no text, no day.
import { instruments, type InstrumentDocument } from '@ascolto/questionnaire'
import { addDays, addMonths, type Day } from '../../base/day.ts'
import type { SdgCategory } from '../../bodies/index.ts'

/** Where in the answers to a questionnaire its feedback stands, counted from 1 as arrays of PostgreSQL are. */
export interface Places {
  readonly rating: number
  /** Whether the information was found: mandatory for Information, never sent for the others. */
  readonly found: number | null
}

/** @returns undefined when answers to this questionnaire are no feedback of the category. */
export function placesOf({ instrument, items }: InstrumentDocument, category: SdgCategory): Places | undefined {
  if (instruments.get(instrument)?.sdg !== category || items[0]?.scale.kind !== 'stars') return undefined
  if (category !== 'Information') return { rating: 1, found: null }
  const found = items.findIndex(({ id, scale }) => id === 'found' && scale.kind === 'yes-partly-no')
  return found < 0 ? undefined : { rating: 1, found: found + 1 }
}

/** Instruments whose answers may be feedback of the category. */
export function instrumentsOf(category: SdgCategory): string[] {
  return [...instruments.values()].filter(({ sdg }) => sdg === category).map(({ id }) => id)
}

export interface Feedback {
  /** 1 the worst, 5 the best. */
  readonly rating: number
  /** A code of the scale yes-partly-no. */
  readonly found: number | null
}

export interface Batch {
  readonly uniqueId: string
  readonly month: Day
  readonly category: SdgCategory
  readonly source: string
  readonly feedbacks: readonly Feedback[]
}

const foundWords: Readonly<Record<number, string>> = { 1: 'No', 2: 'Partly', 3: 'Yes' }

/** The body of POST /v1/feedback/quality/batch. */
export function payloadOf({ uniqueId, month, category, source, feedbacks }: Batch, now: Date): object {
  return {
    uniqueId,
    referencePeriod: {
      startDate: `${month}T00:00:00Z`,
      endDate: `${addDays(addMonths(month, 1), -1)}T23:59:59Z`,
    },
    transferDate: now.toISOString(),
    transferType: 'API',
    nbEntries: feedbacks.length,
    feedbacks: feedbacks.map(({ rating, found }) => ({
      ...{ source, category, rating },
      ...(found !== null && { foundInformation: foundWords[found] }),
    })),
  }
}
