// SPDX-License-Identifier: AGPL-3.0-or-later
// The check digit of payment cards and of the partita IVA (Luhn, mod 10). Source: ISO/IEC 7812-1 annex B; DM 23/12/1976.

/**
 * Whether the last digit is the check digit of those before it. All zeros do not count as a number.
 * @example luhn('00743110157') // true
 */
export function luhn(digits: string): boolean {
  return /^\d*[1-9]\d*$/.test(digits) && (luhnCheckDigit(digits.slice(0, -1)) ?? '0') === digits.at(-1)
}

/**
 * The digit that makes the digits before it pass. @param stem digits without their check digit; anything else has none.
 * @example luhnCheckDigit('0074311015') // '7'
 */
export function luhnCheckDigit(stem: string): string | null {
  if (!/^\d+$/.test(stem)) return null
  let sum = 0
  for (let index = 0; index < stem.length; index++) {
    const digit = stem.charCodeAt(stem.length - 1 - index) - 48
    const doubled = index % 2 === 0 ? 2 * digit : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return String((10 - (sum % 10)) % 10)
}
