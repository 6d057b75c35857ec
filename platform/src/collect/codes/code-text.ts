// SPDX-License-Identifier: AGPL-3.0-or-later
// A one-time code as a person gets it: three letters for the day it is good until, one for how it reaches people, twenty-three
// by chance (115 bits), four that only we can make. So "never existed" is told from "used or over" without keeping what was used, and "over"
// without asking the database. Read from paper too: capital letters, hyphens and letters that look like digits do no harm.
import { createHmac } from 'node:crypto'
import { addDays, type Day } from '../../base/day.ts'
import { sameText } from '../../base/http/index.ts'
import type { Channel } from '../intake/index.ts'

const letters = '0123456789abcdefghjkmnpqrstvwxyz'
const [dayLength, channelLength, chanceLength, tagLength] = [3, 1, 23, 4]
const codeLength = dayLength + channelLength + chanceLength + tagLength
const dayZero = '2020-01-01'
const dayMilliseconds = 86_400_000
/** By what an invitation may reach people. Their places are written into codes that people hold: add at the end, never move. */
export const codeChannels = ['email', 'app', 'sportello', 'telefono', 'web', 'qr'] as const satisfies readonly Channel[]
export type CodeChannel = (typeof codeChannels)[number]

/** unknown: not made here, or for another touchpoint. */
export type ReadCode =
  | { readonly kind: 'good'; readonly text: string; readonly hash: string; readonly channel: CodeChannel }
  | { readonly kind: 'over' | 'unknown'; readonly text: string }

export interface CodeSubject {
  /** Code of the touchpoint. */
  readonly touchpoint: string
  readonly channel: CodeChannel
  readonly expiresOn: Day
}

/** @param seed whoever has it, and the place, makes the same code again. */
export function makeCode(key: Buffer, seed: Buffer, place: number, subject: CodeSubject): string {
  const { touchpoint, channel, expiresOn } = subject
  const chance = lettersOf(createHmac('sha256', seed).update(`code ${place}`).digest(), chanceLength)
  const start = `${writeDay(expiresOn)}${letters[codeChannels.indexOf(channel)]}${chance}`
  return `${start}${tagOf(key, touchpoint, start)}`
}

export function readCode(key: Buffer, touchpoint: string, given: unknown, today: Day): ReadCode {
  const text = typeof given === 'string' ? plain(given) : ''
  const start = text.slice(0, -tagLength)
  const isWhole = text.length === codeLength && [...text].every((one) => letters.includes(one))
  const channel = codeChannels[letters.indexOf(text.charAt(dayLength))]
  if (!isWhole || channel === undefined || !sameText(text, `${start}${tagOf(key, touchpoint, start)}`))
    return { kind: 'unknown', text: '' }
  if (readDay(text) < today) return { kind: 'over', text }
  return { kind: 'good', text, channel, hash: hashCode(key, touchpoint, text) }
}

/** Hexadecimal; what the database holds of a code nobody has used yet. */
export function hashCode(key: Buffer, touchpoint: string, text: string): string {
  return createHmac('sha256', key).update(`hash ${touchpoint} ${text}`).digest('hex')
}

function plain(given: string): string {
  return given.slice(0, 60).toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1')
}

function tagOf(key: Buffer, touchpoint: string, start: string): string {
  return lettersOf(createHmac('sha256', key).update(`tag ${touchpoint} ${start}`).digest(), tagLength)
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
