// SPDX-License-Identifier: AGPL-3.0-or-later
// The check digit of payment cards and of the partita IVA (Luhn, mod 10). Source: ISO/IEC 7812-1 annex B; DM 23/12/1976.

/** Whether the digits, last one the check digit, add up to a multiple of ten. All zeros do not count as a number. */
export function luhn(digits: string): boolean {
  if (!/[1-9]/.test(digits)) return false
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? 2 * digit : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
