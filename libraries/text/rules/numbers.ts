// SPDX-License-Identifier: AGPL-3.0-or-later
// Numbers that name a person and carry a check or a fixed beginning: payment card, health card, partita IVA.
import { luhn } from './luhn.ts'
import { aDigit, beginnings, end, pattern, start, type Rule } from './rule.ts'

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '')

/** Cards of banks begin with 2 to 6. Source: ISO/IEC 7812-1, major industry identifier. */
export const paymentCard: Rule = {
  category: 'carta',
  needs: aDigit,
  pattern: pattern(`${start}[2-6](?:[ .-]?\\d){12,18}${end}`),
  judge: (match) => beginnings(match).find((length) => isCard(match.slice(0, length))) ?? 0,
}

/** Two telephone numbers beside each other may pass for a card by chance; but no card is written in groups of three. */
function isCard(text: string): boolean {
  const digits = digitsOf(text)
  if (digits.length < 13 || !luhn(digits)) return false
  return text
    .split(/[ .-]/)
    .slice(0, -1)
    .every(({ length }) => length !== 3)
}

/** Twenty digits that begin with 80380, the issuer Italy. */
export const healthCard: Rule = {
  category: 'tessera sanitaria',
  needs: aDigit,
  pattern: pattern(`${start}80380(?:[ ]?\\d){15}${end}`),
}

export const vatNumber: Rule = {
  category: 'partita IVA',
  needs: aDigit,
  pattern: pattern(`${start}(?:IT[ ]?)?\\d{11}${end}`),
  judge: (match) => (luhn(digitsOf(match)) ? match.length : 0),
}

/** Electronic identity card CA12345AB, paper card AB1234567, and the plates of vehicles since 1994. */
export const identityCard: Rule = {
  category: 'documento',
  needs: aDigit,
  pattern: pattern(`${start}(?:C[A-Z][ ]?\\d{5}[ ]?[A-Z]{2}|[A-Z]{2}[ ]?\\d{7})${end}`),
}

export const numberPlate: Rule = {
  category: 'targa',
  needs: aDigit,
  pattern: pattern(`${start}[A-HJ-NPR-TV-Z]{2}[ -]?\\d{3}[ -]?[A-HJ-NPR-TV-Z]{2}${end}`),
}
