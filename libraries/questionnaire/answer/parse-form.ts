// SPDX-License-Identifier: AGPL-3.0-or-later
// From the fields of a web form (strings) to the input of `validateAnswer`. Without JavaScript both branches
// are on the screen: what was ticked on the branch that does not apply is dropped here, silently.
import type { DocumentItem, InstrumentDocument } from '../document/schema.ts'
import { wrongType, type Problem } from './problems.ts'
import { isShown, type AnswerInput } from './validate-answer.ts'

/**
 * Reads the document's items among the fields; other fields (keys, honeypots) are not its business. Empty
 * fields are no answer. A field that is no number is a problem and left out of `input`.
 */
export function parseForm(
  document: InstrumentDocument,
  fields: Readonly<Record<string, string | readonly string[] | undefined>>,
): { input: AnswerInput; problems: Problem[] } {
  const given = new Map<string, number | number[] | string>()
  const problems: Problem[] = []
  for (const item of document.items) {
    const field = Object.hasOwn(fields, item.id) ? fields[item.id] : undefined
    const strings = (typeof field === 'string' ? [field] : (field ?? [])).filter((value) => value !== '')
    if (strings.length === 0 || !isShown(item, given)) continue
    const value = parseField(item, strings)
    if (value === undefined) problems.push(wrongType(item))
    else given.set(item.id, value)
  }
  return { input: Object.fromEntries(given), problems }
}

function parseField({ scale }: DocumentItem, strings: string[]): number | number[] | string | undefined {
  if (scale.kind === 'text') return strings.length === 1 ? strings[0] : undefined
  if (!strings.every((value) => /^-?\d{1,5}$/.test(value))) return undefined
  const numbers = strings.map(Number)
  if (scale.kind === 'multiple') return numbers
  return numbers.length === 1 ? numbers[0] : undefined
}
