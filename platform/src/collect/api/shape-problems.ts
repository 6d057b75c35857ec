// SPDX-License-Identifier: AGPL-3.0-or-later
// A response that has not the shape of ResponseSchema: what is wrong with each field, in Italian and with the codes that
// wrong answers have too. Names that were sent are quoted, and cut, since they may be anything.
import type { TLocalizedValidationError } from 'typebox/error'

export interface FieldProblem {
  readonly item: string
  readonly code: string
  readonly message: string
}

/** More would help nobody. */
const mostProblems = 20

export function shapeProblems(errors: readonly TLocalizedValidationError[], fields: readonly string[]): FieldProblem[] {
  return errors.flatMap((error) => problemsOf(error, fields)).slice(0, mostProblems)
}

function problemsOf(error: TLocalizedValidationError, fields: readonly string[]): FieldProblem[] {
  const item = error.instancePath.slice(1)
  switch (error.keyword) {
    case 'required':
      return error.params.requiredProperties.map((name) => problem(name, 'required', `Manca «${name}».`))
    case 'additionalProperties':
      return error.params.additionalProperties.slice(0, mostProblems).map((name) => unknown(name, fields))
    case 'boolean':
      // Said once more by additionalProperties.
      return []
    case 'type':
      return [problem(item, 'wrong-type', wrongType(item))]
    case 'minLength':
      return [problem(item, 'too-short', `«${item}» è troppo corto: servono almeno ${error.params.limit} caratteri.`)]
    case 'maxLength':
      return [problem(item, 'too-long', `«${item}» è troppo lungo: al massimo ${error.params.limit} caratteri.`)]
    case 'enum':
      return [problem(item, 'out-of-range', `«${item}» può essere: ${error.params.allowedValues.join(', ')}.`)]
    default:
      return [problem(item, 'invalid', `«${item}» non va bene: guarda la descrizione in /api.`)]
  }
}

function problem(item: string, code: string, message: string): FieldProblem {
  return { item, code, message }
}

function unknown(name: string, fields: readonly string[]): FieldProblem {
  const shown = [...name.slice(0, 80).toWellFormed()].slice(0, 40).join('')
  return problem(shown, 'unknown-field', `Il campo «${shown}» non esiste. Si possono usare: ${fields.join(', ')}.`)
}

function wrongType(item: string): string {
  if (item === '') return 'Una risposta è un oggetto JSON con «touchpoint», «key» e «answers».'
  if (item === 'answers') return '«answers» deve essere un oggetto con una voce per ogni domanda.'
  return `«${item}» deve essere una stringa.`
}
