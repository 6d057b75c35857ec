// SPDX-License-Identifier: AGPL-3.0-or-later
// The codice fiscale: six letters, year, month, day, place, check character; a digit may be a letter (omocodia). It goes
// also when the check character is wrong: a mistyped code still names somebody. Source: DM 23/12/1976.
import { bareCode, end, pattern, start, type Rule } from './rule.ts'

const digit = '[\\dLMNPQRSTUV]'
const gap = '[ .-]?'
const shape = `[A-Z]{3}${gap}[A-Z]{3}${gap}${digit}{2}${gap}[ABCDEHLMPRST]${gap}${digit}{2}${gap}[A-Z]${digit}{3}${gap}[A-Z]`

export const fiscalCode: Rule = {
  category: 'codice fiscale',
  pattern: pattern(start + shape + end),
  // With a letter for every digit, «uno due tre quattro» has the shape as well: then the check character decides.
  judge: (match) => (/\d/.test(match) || isFiscalCode(match) ? match.length : 0),
}

const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
const whole = new RegExp(`^${shape.replaceAll(gap, '')}$`)
const months = 'ABCDEHLMPRST'
/** Omocodia: these letters stand for 0 to 9. */
const letters = 'LMNPQRSTUV'
/** Women have 40 added to the day. */
const womenAfter = 40

export interface FiscalCode {
  /** Shape, check character and a day that exists. */
  readonly valid: boolean
  /** The check character that belongs to the other fifteen; null when the shape is wrong. */
  readonly check: string | null
  /** YYYY-MM-DD; null when there is no such day. */
  readonly birthDate: string | null
  readonly gender: 'M' | 'F' | null
}

/**
 * What a codice fiscale says. Use to check a code; the century is not in it: a year is the first from `earliestYear` on that
 * ends in its two digits, by convention 1920 as in python-stdnum. Reference case pii-codicefiscale-a.
 * @param text sixteen characters in any case; blanks, hyphens, colons and full stops between them do not count.
 * @example readFiscalCode('RSSMRA90A01HRLMU') // { valid: true, check: 'U', birthDate: '1990-01-01', gender: 'M' }
 */
export function readFiscalCode(text: string, earliestYear: number = 1920): FiscalCode {
  const code = bareCode(text).toUpperCase()
  if (!whole.test(code)) return { valid: false, check: null, birthDate: null, gender: null }
  const check = checkCharacter(code)
  const day = numberIn(code.slice(9, 11))
  const year = yearFrom(numberIn(code.slice(6, 8)), earliestYear)
  const birthDate = dateOf(year, months.indexOf(code[8]!) + 1, day > womenAfter ? day - womenAfter : day)
  const gender = birthDate === null ? null : day > womenAfter ? 'F' : 'M'
  return { valid: birthDate !== null && check === code[15], check, birthDate, gender }
}

/**
 * Whether the text is a codice fiscale with the right check character, of a day that exists.
 * @example isFiscalCode('RSSMRA90A01H501W') // true
 */
export function isFiscalCode(text: string): boolean {
  return readFiscalCode(text).valid
}

function checkCharacter(code: string): string {
  let sum = 0
  for (let index = 0; index < 15; index++) {
    const character = code.charCodeAt(index)
    const value = character < 65 ? character - 48 : character - 65
    sum += index % 2 === 0 ? odd[value]! : value
  }
  return String.fromCharCode(65 + (sum % 26))
}

const numberIn = (digits: string): number =>
  [...digits].reduce((value, one) => 10 * value + (one <= '9' ? Number(one) : letters.indexOf(one)), 0)

function yearFrom(ending: number, earliest: number): number {
  const year = earliest - (earliest % 100) + ending
  return year < earliest ? year + 100 : year
}

function dateOf(year: number, month: number, day: number): string | null {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!
  if (day < 1 || day > days) return null
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}
