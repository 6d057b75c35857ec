// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers carry a day, never an instant. A day is the calendar day in Italy, written YYYY-MM-DD; days compare as strings.

export type Day = string

const italianCalendar = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Rome', dateStyle: 'short' })

const hour = 3_600_000
let lastHour = NaN
let lastDay: Day = ''

/** The day in Italy at this instant. */
export function dayOf(instant: Date): Day {
  // Italian midnights fall on whole hours, so an hour lies in one day: every answer asks, few hours differ.
  const asked = Math.floor(instant.getTime() / hour)
  if (asked === lastHour) return lastDay
  lastDay = italianCalendar.format(instant)
  lastHour = asked
  return lastDay
}

/** The first day of the day's month: '2026-03-17' → '2026-03-01'. */
export function monthOf(day: Day): Day {
  return `${day.slice(0, 7)}-01`
}

/** The day so many days later (earlier when negative), by the calendar. */
export function addDays(day: Day, days: number): Day {
  const date = new Date(`${day}T12:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The first day of the month so many months later (earlier when negative). */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(`${monthOf(day)}T12:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString().slice(0, 10)
}

/** Whether the text is a real calendar day: '2026-02-30' is not. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T12:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}
