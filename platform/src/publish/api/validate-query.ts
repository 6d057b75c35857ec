// SPDX-License-Identifier: AGPL-3.0-or-later
// Query strings are text: numbers are read here, what is wrong is said in Italian, and a filter nobody knows is refused
// instead of being ignored, because a list that was not filtered looks like one that was.
import type { TObject } from 'typebox'
import { Value } from 'typebox/value'
import { badRequest, type PlatformError } from '../../base/errors.ts'

type Checked = { value: unknown } | { error: PlatformError }

export function validateQuery({ schema }: { schema: unknown }): (query: unknown) => Checked {
  const shape = schema as TObject
  const names = Object.keys(shape.properties)
  return (query) => {
    const given = withoutNul(query as Record<string, unknown>)
    const value = Value.Convert(shape, { ...given }) as Record<string, unknown>
    const problems = Object.keys(given).flatMap((field) => problemOf(shape, names, field, value[field]))
    return problems.length > 0 ? { error: badRequest({ problems }) } : { value }
  }
}

/** No text of the database holds a NUL, and nobody means one. */
function withoutNul(query: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replaceAll('\0', '') : value,
    ]),
  )
}

function problemOf(shape: TObject, names: string[], field: string, value: unknown): object[] {
  const known = shape.properties[field] as (TObject & { description?: string }) | undefined
  if (known === undefined) {
    return [{ field, code: 'unknown', message: `Questo filtro non esiste. Si possono usare: ${names.join(', ')}.` }]
  }
  if (Value.Check(known, value)) return []
  return [{ field, code: 'invalid', message: `Il valore non va bene. ${known.description ?? ''}`.trim() }]
}
