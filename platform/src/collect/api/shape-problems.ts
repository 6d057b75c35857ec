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

const response = 'Una risposta è un oggetto JSON con «touchpoint», «key» e «answers».'

/** @param whole what is said when it is no object at all. */
export function shapeProblems(
  errors: readonly TLocalizedValidationError[],
  fields: readonly string[],
  whole = response,
): FieldProblem[] {
  return errors.flatMap((error) => problemsOf(error, fields, whole)).slice(0, mostProblems)
}

function problemsOf(error: TLocalizedValidationError, fields: readonly string[], whole: string): FieldProblem[] {
  const { keyword, params } = error
  const item = error.instancePath.slice(1)
  if (keyword === 'required') return params.requiredProperties.map(missing)
  if (keyword === 'additionalProperties') {
    return params.additionalProperties.slice(0, mostProblems).map((name) => unknown(name, fields))
  }
  // Said once more by additionalProperties.
  if (keyword === 'boolean') return []
  if (keyword === 'type') return [problem(item, 'wrong-type', wrongType(item, String(params.type), whole))]
  if (keyword === 'minLength') {
    return [problem(item, 'too-short', `«${item}» è troppo corto: servono almeno ${params.limit} caratteri.`)]
  }
  if (keyword === 'maxLength') {
    return [problem(item, 'too-long', `«${item}» è troppo lungo: al massimo ${params.limit} caratteri.`)]
  }
  if (keyword === 'minimum' || keyword === 'maximum') {
    return [problem(item, 'out-of-range', `«${item}» deve essere un numero intero da 0 a un miliardo.`)]
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

function wrongType(item: string, type: string, whole: string): string {
  if (item === '') return whole
  if (type === 'integer') return `«${item}» deve essere un numero intero.`
  if (item === 'answers') return '«answers» deve essere un oggetto con una voce per ogni domanda.'
  return `«${item}» deve essere una stringa.`
}
