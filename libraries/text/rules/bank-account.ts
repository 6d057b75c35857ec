// SPDX-License-Identifier: AGPL-3.0-or-later
// The IBAN, also written in groups: of any country when its check digits (mod 97) are right, an Italian one always.
import { countrySpecs, isValidIBAN } from 'ibantools'
import { aDigit, pattern, start, type Rule } from './rule.ts'

export const bankAccount: Rule = {
  category: 'IBAN',
  needs: aDigit,
  pattern: pattern(`${start}[A-Z]{2}[ ]?\\d{2}(?:[ .-]?[A-Z\\d]){11,30}`),
  judge(match) {
    const country = match.slice(0, 2).toUpperCase()
    const length = countrySpecs[country]?.chars
    if (!length) return 0
    // What follows the account in the sentence may have been taken along: count the country's characters.
    let taken = 0
    let index = 0
    while (index < match.length && taken < length) if (/[A-Z\d]/i.test(match[index++]!)) taken++
    if (taken < length) return 0
    const account = match.slice(0, index).replaceAll(/[ .-]/g, '').toUpperCase()
    return isValidIBAN(account) || /^IT\d{2}[A-Z]\d{10}/.test(account) ? index : 0
  },
}
