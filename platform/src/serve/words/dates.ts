// SPDX-License-Identifier: AGPL-3.0-or-later
// Days and periods as Italians write them.
import type { Period } from '@ascolto/statistics'
import type { Day } from '../../base/day.ts'
import { withArticle } from '../../base/italian.ts'

const at = (day: Day): Date => new Date(`${day}T12:00:00Z`)
const form = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat('it-IT', { timeZone: 'UTC', ...options })
  return (day: Day): string => format.format(at(day))
}

const plainDay = form({ day: 'numeric', month: 'long', year: 'numeric' })

/** "1º marzo 2026", "17 marzo 2026": day and month stay on one line. */
export function longDay(day: Day): string {
  return plainDay(day).replace(/^1 /, '1º ').replace(' ', '\u00a0')
}

/** "marzo 2026". */
export const longMonth = form({ month: 'long', year: 'numeric' })

/** "mar 26". */
export const shortMonth = form({ month: 'short', year: '2-digit' })

/** "il 17 marzo 2026", "l’8 marzo 2026". */
export function theDay(day: Day): string {
  return withArticle('il', longDay(day))
}

/** "dal 17 marzo al 2 aprile 2026"; one day is that day. */
export function periodWords({ from, to }: Period): string {
  if (from === to) return theDay(from)
  const start = from.slice(0, 4) === to.slice(0, 4) ? longDay(from).replace(/ \d{4}$/, '') : longDay(from)
  return `${withArticle('dal', start)} ${withArticle('al', longDay(to))}`
}
