// SPDX-License-Identifier: AGPL-3.0-or-later
// The codice fiscale: six letters, year, month, day, place, check character; a digit may be a letter (omocodia). It goes
// also when the check character is wrong: a mistyped code still names somebody. Source: DM 23/12/1976.
import { end, pattern, start, type Rule } from './rule.ts'

const digit = '[\\dLMNPQRSTUV]'
const gap = '[ .-]?'
const shape = `[A-Z]{3}${gap}[A-Z]{3}${gap}${digit}{2}${gap}[ABCDEHLMPRST]${gap}${digit}{2}${gap}[A-Z]${digit}{3}${gap}[A-Z]`

export const fiscalCode: Rule = { category: 'codice fiscale', pattern: pattern(start + shape + end) }

const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
const whole = new RegExp(`^${shape.replaceAll(gap, '')}$`, 'i')

/**
 * Whether the text is a codice fiscale with the right check character.
 * @example isFiscalCode('RSSMRA90A01H501W') // true
 */
export function isFiscalCode(text: string): boolean {
  if (!whole.test(text)) return false
  const code = text.toUpperCase()
  let sum = 0
  for (let index = 0; index < 15; index++) {
    const character = code.charCodeAt(index)
    const value = character < 65 ? character - 48 : character - 65
    sum += index % 2 === 0 ? odd[value]! : value
  }
  return String.fromCharCode(65 + (sum % 26)) === code[15]
}
