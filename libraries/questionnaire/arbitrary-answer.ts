// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests only, here and elsewhere: random answers a document accepts, and random documents to answer.
// Not exported by index.ts, because fast-check is no runtime dependency.
import fc from 'fast-check'
import { isShown, type AnswerInput } from './answer/validate-answer.ts'
import { compose } from './document/compose.ts'
import type { LocalQuestion } from './document/local-questions.ts'
import { languages, type DocumentItem, type InstrumentDocument } from './document/schema.ts'
import { model } from './model/read-model.ts'

type Given = number | number[] | string

/** Any input `validateAnswer` accepts for this document, from the first question alone to everything. */
export function answerInput(document: InstrumentDocument): fc.Arbitrary<AnswerInput> {
  const fields = document.items.map((item) => (item.required ? given(item) : fc.option(given(item), { freq: 3 })))
  return fc.tuple(...fields).map((chosen) => {
    const input = new Map<string, Given>()
    document.items.forEach((item, index) => {
      const value = chosen[index] ?? null
      if (value !== null && isShown(item, input)) input.set(item.id, value)
    })
    return Object.fromEntries(input)
  })
}

/** Any version of the model's instruments, with and without modules. */
export const anyVersion = fc
  .record({ id: fc.constantFrom(...model.instruments.map(({ id }) => id)), who: fc.boolean(), inclusion: fc.boolean() })
  .map(({ id, ...options }) => compose(id, options))

const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 100 })
  .filter((text) => /\S/.test(text) && text.isWellFormed())
const translated = fc
  .tuple(text, ...languages.slice(1).map(() => fc.option(text, { nil: undefined })))
  .map((texts) => Object.fromEntries(languages.map((language, n) => [language, texts[n]]).filter(([, said]) => said)))
  .map((texts) => texts as LocalQuestion['wording'])
const options = fc.array(translated, { minLength: 2, maxLength: 10 })

/** Questions of a body, as many as it may ask. */
export const anyLocalQuestions: fc.Arbitrary<LocalQuestion[]> = fc
  .array(
    fc.oneof(
      fc.record({ kind: fc.constantFrom('stars', 'agree', 'yes-no'), wording: translated }),
      fc.record({ kind: fc.constantFrom('single', 'multiple'), wording: translated, options }),
    ),
    { maxLength: 3 },
  )
  .map((questions) => questions.map((question, n) => ({ id: `local-${n}`, ...question }) as LocalQuestion))

function given({ scale, required, maxLength = 0 }: DocumentItem): fc.Arbitrary<Given> {
  // Normal form C can lengthen a text a little, so random texts stay well below the limit.
  if (scale.kind === 'text') return fc.string({ unit: 'binary', maxLength: Math.floor(maxLength / 4) })
  const codes = scale.codes.map(({ code }) => code)
  if (scale.kind === 'multiple') return fc.subarray(codes, { minLength: required ? 1 : 0 })
  return fc.constantFrom(...codes, ...scale.missing.map(({ code }) => code))
}
