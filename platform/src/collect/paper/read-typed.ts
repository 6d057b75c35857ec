// SPDX-License-Identifier: AGPL-3.0-or-later
// From what was typed off a sheet to the input of an answer: a mark for each question, several where several may be ticked,
// with anything between them that a hand may leave there.
import { parseForm, type AnswerInput, type DocumentItem, type InstrumentDocument } from '@ascolto/questionnaire'
import { marksOf } from './marks.ts'

/** What was typed, by item. */
export type Typed = Readonly<Record<string, string>>

export type TypedProblem =
  | { readonly item: string; readonly kind: 'mark'; readonly typed: string }
  | { readonly item: string; readonly kind: 'several' | 'required' | 'long' }

/** What stands on the branch that does not apply is dropped, as on a screen. */
export function readTyped(
  document: InstrumentDocument,
  typed: Typed,
): { readonly input: AnswerInput; readonly problems: readonly TypedProblem[] } {
  const problems: TypedProblem[] = []
  const fields = document.items.flatMap((item): [string, string | string[]][] => {
    const text = Object.hasOwn(typed, item.id) ? typed[item.id]!.trim() : ''
    if (item.scale.kind === 'text') return [[item.id, text]]
    const codes = readMarks(item, text)
    if (!Array.isArray(codes)) problems.push(codes)
    else if (codes.length === 0 && item.required) problems.push({ item: item.id, kind: 'required' })
    else return [[item.id, codes]]
    return []
  })
  return { input: parseForm(document, Object.fromEntries(fields)).input, problems }
}

function readMarks(item: DocumentItem, text: string): string[] | TypedProblem {
  const marks = marksOf(item)
  const codes: string[] = []
  for (const typed of text
    .toUpperCase()
    .split(/[\s,;.+-]+/)
    .filter(Boolean)) {
    const found = marks.find(({ mark }) => mark === typed)
    if (!found) return { item: item.id, kind: 'mark', typed: typed.slice(0, 20) }
    if (!codes.includes(String(found.code))) codes.push(String(found.code))
  }
  return codes.length > 1 && item.scale.kind !== 'multiple' ? { item: item.id, kind: 'several' } : codes
}
