// SPDX-License-Identifier: AGPL-3.0-or-later
// A JSON body, read strictly. Bytes that are no UTF-8 are refused: a lenient reader would put replacement characters in
// their place, and what a person wrote would be stored damaged without anybody knowing.
import { isUtf8 } from 'node:buffer'
import type { FastifyRequest } from 'fastify'
import { badRequest, wrongType, type PlatformError } from '../../errors.ts'
import type { App } from '../app.ts'
import { charsetOf } from './charset-of.ts'

type Done = (error: Error | null, body?: unknown) => void

export function acceptJson(app: App): void {
  // Ours say what is wrong; that of Fastify refuses what could reach the prototype of an object.
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done: Done) => {
    const refused = refusalOf(request, body)
    if (refused) return done(refused)
    const text = body.toString()
    void parse(request, text, (error, value) => (error ? done(faultOf(text, error)) : done(null, value)))
  })
}

function refusalOf({ headers }: FastifyRequest, body: Buffer): PlatformError | undefined {
  const charset = charsetOf(headers['content-type'])
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    return wrongType({ detail: `Il JSON si manda in UTF-8, non in «${charset.slice(0, 40)}».` })
  }
  if (body.length === 0) return badRequest({ detail: 'Manca il JSON: il corpo della richiesta è vuoto.' })
  if (isUtf8(body)) return undefined
  return badRequest({
    detail: 'Il testo non è in UTF-8: rimandalo in questa codifica, per non perdere accenti e simboli.',
  })
}

function faultOf(text: string, cause: Error): PlatformError {
  const detail = isJson(text)
    ? 'Una voce si chiama «__proto__», oppure «constructor» e contiene «prototype»: questi nomi non sono ammessi.'
    : 'Il corpo della richiesta non è JSON, oppure è arrivato a metà.'
  return badRequest({ detail, cause })
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
