// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a number can be a partita IVA: eleven digits, a taxpayer, a tax office, a check digit. Use to check one; redaction asks less (Luhn
// alone), for a number of an office that does not exist still names somebody. Source: DM 23/12/1976; DPR 633/1972 art. 35; as
// python-stdnum. Reference case pii-partita-iva. Failure: none; numbers that begin with 8 or 9 may be the codice fiscale of a body.
import { luhn } from './luhn.ts'
import { bareCode } from './rule.ts'

const others = new Set([120, 121, 888, 999])

/**
 * @param text eleven digits, perhaps after IT; blanks, hyphens, colons and full stops do not count.
 * @example isVatNumber('IT 00743110157') // true
 */
export function isVatNumber(text: string): boolean {
  const digits = bareCode(text).replace(/^IT/i, '')
  if (!/^\d{11}$/.test(digits) || digits.startsWith('0000000')) return false
  const office = Number(digits.slice(7, 10))
  return ((office >= 1 && office <= 100) || others.has(office)) && luhn(digits)
}
