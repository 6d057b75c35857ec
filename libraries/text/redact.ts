// SPDX-License-Identifier: AGPL-3.0-or-later
// Removes personal data from what people write, before it is stored. Each finding is replaced by the name of its category
// in brackets, so that the sentence still reads; all else stays as it was written. Laws: a second pass changes nothing;
// nothing outside of what was found is lost; what cannot be seen hides nothing; time grows with the length of the text, whatever is in it. Source: statistics.md §7.
import { streetAddress } from './rules/address.ts'
import { bankAccount } from './rules/bank-account.ts'
import { email } from './rules/email.ts'
import { fiscalCode } from './rules/fiscal-code.ts'
import { healthCard, identityCard, numberPlate, paymentCard, vatNumber } from './rules/numbers.ts'
import { birthDate, personName } from './rules/person.ts'
import type { Category, Rule } from './rules/rule.ts'
import { telephone } from './rules/telephone.ts'
import { hasInvisible, viewOf, type View } from './view.ts'

// From the most to the least particular: what an earlier rule has taken, a later one cannot misread.
export const rules: readonly Rule[] = [
  email,
  bankAccount,
  fiscalCode,
  healthCard,
  paymentCard,
  vatNumber,
  birthDate,
  identityCard,
  numberPlate,
  telephone,
  streetAddress,
  personName,
]

const passes = 8

export interface Redaction {
  readonly text: string
  /** One entry per removal. */
  readonly found: readonly Category[]
}

/**
 * @param text as it was written, of any length. @returns the text to keep, and the categories in the order they were found.
 * @example redact('chiamatemi al 333 1234567').text // 'chiamatemi al [telefono]'
 */
export function redact(text: string): Redaction {
  return redactBy(rules, text)
}

/** The same with other rules. Tests take one away to see that it is missed. */
export function redactBy(list: readonly Rule[], text: string): Redaction {
  const found: Category[] = []
  let current = text
  // What one rule takes away can lay bare what another looks for: again until nothing is found, a few times at most.
  for (let pass = 0, before = ''; pass < passes && current !== before; pass++) {
    before = current
    const view = viewOf(current)
    current = look(list, current, view, found)
    // An invisible character may also be what parts a number from the word before it. A text that is its own view has none.
    if (view.plain !== before && hasInvisible(current)) current = look(list, current, viewOf(current, 'space'), found)
  }
  return { text: current, found }
}

function look(list: readonly Rule[], text: string, first: View, found: Category[]): string {
  let current = text
  let view = first
  for (const rule of list) {
    const { plain } = view
    if (rule.needs?.some((one) => one.test(plain)) === false) continue
    const next = apply(rule, current, view, found)
    if (next !== current) view = viewOf(next, view.hidden)
    current = next
  }
  return current
}

function apply({ category, pattern, judge }: Rule, text: string, { plain, placeOf }: View, found: Category[]): string {
  let result = ''
  let done = 0
  pattern.lastIndex = 0
  for (let match = pattern.exec(plain); match; match = pattern.exec(plain)) {
    const [whole] = match
    const length = judge
      ? judge(whole, plain.slice(Math.max(0, match.index - 25), match.index), match.groups)
      : whole.length
    if (length <= 0) {
      // What only looked like it may hide the beginning of what is: go on one character later.
      if (length === 0) pattern.lastIndex = match.index + 1
      continue
    }
    const kept = match.groups?.['keep'] ?? ''
    const [from, to] = placeOf(match.index + kept.length, match.index + length)
    result += `${text.slice(done, from)}[${category}]`
    done = to
    pattern.lastIndex = match.index + length
    found.push(category)
  }
  return done === 0 ? text : result + text.slice(done)
}
