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
  const { keyword, params } = error
  const item = error.instancePath.slice(1)
  if (keyword === 'required') return params.requiredProperties.map(missing)
  if (keyword === 'additionalProperties') {
    return params.additionalProperties.slice(0, mostProblems).map((name) => unknown(name, fields))
  }
  // Said once more by additionalProperties.
  if (keyword === 'boolean') return []
  if (keyword === 'type') return [problem(item, 'wrong-type', wrongType(item))]
  if (keyword === 'minLength') {
    return [problem(item, 'too-short', `«${item}» è troppo corto: servono almeno ${params.limit} caratteri.`)]
  }
  if (keyword === 'maxLength') {
    return [problem(item, 'too-long', `«${item}» è troppo lungo: al massimo ${params.limit} caratteri.`)]
  }
  if (keyword === 'enum') {
    return [problem(item, 'out-of-range', `«${item}» può essere: ${params.allowedValues.join(', ')}.`)]
  }
  return [problem(item, 'invalid', `«${item}» non va bene: guarda la descrizione in /api.`)]
}

function problem(item: string, code: string, message: string): FieldProblem {
  return { item, code, message }
}

function missing(name: string): FieldProblem {
  return problem(name, 'required', `Manca «${name}».`)
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
