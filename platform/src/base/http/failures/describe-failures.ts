// SPDX-License-Identifier: AGPL-3.0-or-later
// What can go wrong on a route, in the words of /openapi.json: made from the kinds of errors themselves, with the type
// they are sent with (failures.ts).
import { Type } from 'typebox'
import { badRequest, internal, unavailable, type PlatformError } from '../../errors.ts'

export const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: 'Sempre about:blank.' }),
    code: Type.String({ description: 'Che cosa non va, per i programmi.', examples: ['bad-request'] }),
    title: Type.String({ description: 'Che cosa non va, in italiano.' }),
    status: Type.Integer({ description: 'Lo stato HTTP.' }),
    detail: Type.Optional(Type.String({ description: 'Che cosa fare, in italiano.' })),
    problems: Type.Optional(
      Type.Array(Type.Object({}, { additionalProperties: true }), {
        description: 'Una voce per ogni parte sbagliata, con «code» e «message» in italiano.',
      }),
    ),
  },
  { $id: 'Problem', title: 'Problem', description: 'Che cosa non va (RFC 9457).' },
)

const everywhere = [badRequest, internal, unavailable]

/** The responses of a route's schema for these kinds of errors and those that every route may give, by status. */
export function failuresOf(...errors: readonly (() => PlatformError)[]): Record<number, object> {
  const kinds = [...new Set([...errors, ...everywhere])].map((make) => make().kind)
  const statuses = [...new Set(kinds.map(({ status }) => status))].toSorted((a, b) => a - b)
  return Object.fromEntries(
    statuses.map((status) => {
      const words = kinds.filter((kind) => kind.status === status).map(({ code, title }) => `${code}: ${title}`)
      return [status, failure(status, words.join('\n'))]
    }),
  )
}

function failure(status: number, description: string): object {
  const seconds = { type: 'integer', description: 'Secondi dopo i quali riprovare.' }
  return {
    description,
    ...(status === 503 && { headers: { 'Retry-After': seconds } }),
    content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
  }
}
