// SPDX-License-Identifier: AGPL-3.0-or-later
// A one-time code as a person gets it: three letters for the day it is good until, thirteen by chance, four that only we can make.
// So "never existed" is told from "used or over" without keeping what was used, and "over" without asking the database. Read from
// paper too: capital letters, hyphens and letters that look like digits do no harm. The database holds the hash alone.
import { createHmac, hash } from 'node:crypto'
import { addDays, type Day } from '../../base/day.ts'
import { sameText } from '../../base/http/index.ts'

const letters = '0123456789abcdefghjkmnpqrstvwxyz'
const [dayLength, chanceLength, tagLength] = [3, 13, 4]
const dayZero = '2020-01-01'
const dayMilliseconds = 86_400_000

/** unknown: not made here, or for another touchpoint. */
export type ReadCode =
  | { readonly kind: 'good'; readonly text: string; readonly hash: string }
  | { readonly kind: 'over' | 'unknown'; readonly text: string }

/** @param seed whoever has it, and the place, makes the same code again. @param touchpoint code of the touchpoint. */
export function makeCode(key: Buffer, seed: Buffer, place: number, touchpoint: string, expiresOn: Day): string {
  const chance = lettersOf(createHmac('sha256', seed).update(`code ${place}`).digest(), chanceLength)
  const start = `${writeDay(expiresOn)}${chance}`
  return `${start}${tagOf(key, touchpoint, start)}`
}

export function readCode(key: Buffer, touchpoint: string, given: unknown, today: Day): ReadCode {
  const sent = typeof given === 'string' ? given : ''
  const text = sent
    .slice(0, 60)
    .toLowerCase()
    .replace(/[\s-]/g, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1')
  const start = text.slice(0, -tagLength)
  const isWhole = text.length === dayLength + chanceLength + tagLength && [...text].every((one) => letters.includes(one))
  if (!isWhole || !sameText(text, `${start}${tagOf(key, touchpoint, start)}`)) return { kind: 'unknown', text: '' }
  if (readDay(text) < today) return { kind: 'over', text }
  return { kind: 'good', text, hash: hashCode(touchpoint, text) }
}

/** Hexadecimal; what the database holds of a code nobody has used yet. */
export function hashCode(touchpoint: string, text: string): string {
  return hash('sha256', `${touchpoint}\0${text}`)
}

function tagOf(key: Buffer, touchpoint: string, start: string): string {
  return lettersOf(createHmac('sha256', key).update(`${touchpoint} ${start}`).digest(), tagLength)
}

function lettersOf(bytes: Buffer, length: number): string {
  return Array.from(bytes.subarray(0, length), (byte) => letters[byte & 31]).join('')
}

function writeDay(day: Day): string {
  const days = Math.round((Date.parse(day) - Date.parse(dayZero)) / dayMilliseconds)
  return [days >> 10, days >> 5, days].map((part) => letters[part & 31]).join('')
}

function readDay(text: string): Day {
  const days = [...text.slice(0, dayLength)].reduce((sum, letter) => sum * 32 + letters.indexOf(letter), 0)
  return addDays(dayZero, days)
}
