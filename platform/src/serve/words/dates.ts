// SPDX-License-Identifier: AGPL-3.0-or-later
// Days and periods as Italians write them.
import type { Period } from '@ascolto/statistics'
import type { Day } from '../../base/day.ts'
import { withArticle } from '../../base/italian.ts'

const at = (day: Day): Date => new Date(`${day}T12:00:00Z`)
const form = (options: Intl.DateTimeFormatOptions, language = 'it-IT') => {
  const format = new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options })
  return (day: Day): string => format.format(at(day))
}

const plainDay = form({ day: 'numeric', month: 'long', year: 'numeric' })

const englishDay = form({ day: 'numeric', month: 'long', year: 'numeric' }, 'en-GB')

/** "1º marzo 2026", "17 marzo 2026"; "17 March 2026": day and month stay on one line. */
export function longDay(day: Day, language: 'it' | 'en' = 'it'): string {
  const words = language === 'en' ? englishDay(day) : plainDay(day).replace(/^1 /, '1º ')
  return words.replace(' ', '\u00a0')
}

const plainMonth = form({ month: 'long', year: 'numeric' })
const englishMonth = form({ month: 'long', year: 'numeric' }, 'en-GB')

/** "marzo 2026"; "March 2026". */
export function longMonth(day: Day, language: 'it' | 'en' = 'it'): string {
  return language === 'en' ? englishMonth(day) : plainMonth(day)
}

/** "mar 26". */
export const shortMonth = form({ month: 'short', year: '2-digit' })

/** "il 17 marzo 2026", "l’8 marzo 2026". */
export function theDay(day: Day, language: 'it' | 'en' = 'it'): string {
  return language === 'en' ? longDay(day, language) : withArticle('il', longDay(day))
}

/** "al 17 marzo 2026", "all’8 marzo 2026": after "fino". */
export function toTheDay(day: Day, language: 'it' | 'en' = 'it'): string {
  return language === 'en' ? longDay(day, language) : withArticle('al', longDay(day))
}

/** "dal 17 marzo al 2 aprile 2026"; one day is that day. */
export function periodWords({ from, to }: Period): string {
  if (from === to) return theDay(from)
  const start = from.slice(0, 4) === to.slice(0, 4) ? longDay(from).replace(/ \d{4}$/, '') : longDay(from)
  return `${withArticle('dal', start)} ${withArticle('al', longDay(to))}`
}

const instants = Object.fromEntries(
  [
    ['it', 'it-IT'],
    ['en', 'en-GB'],
  ].map(([language, locale]) => [
    language,
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Rome' }),
  ]),
)

/** "17 mar 2026, 09:05": only of what people of the workspace did. */
export function instantWords(instant: Date, language: 'it' | 'en'): string {
  return instants[language]!.format(instant)
}
