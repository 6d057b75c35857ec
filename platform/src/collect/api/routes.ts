// SPDX-License-Identifier: AGPL-3.0-or-later
// POST /api/v1/responses: the form's door for programs, one response or up to a thousand. Each response of a batch is
// taken or refused for itself, and its key makes sending it again harmless.
import { Type } from 'typebox'
import { tooLarge, wrongType } from '../../base/errors.ts'
import { failuresOf, type App } from '../../base/http/index.ts'
import { callerOf, keyFailures, keyHook } from '../../bodies/index.ts'
import * as errors from '../errors.ts'
import { BatchSchema, GivenOrResultsSchema, GivenSchema, mostResponses, ResponseSchema, type Result } from './schema.ts'
import type { Door } from '../form/door.ts'
import { takeResponse, type ApiCall, type Taken } from './take-response.ts'

const description = `Registra una risposta, o un elenco di al più ${mostResponses}. La risposta HTTP arriva quando i dati sono scritti su disco.
Una risposta sola: 201 con la ricevuta; 200 con la stessa ricevuta se la chiave era già arrivata; 409 se era arrivata con un altro contenuto.
Un elenco: 200 con un esito per ogni risposta, nell’ordine; quelle con esito 503 si possono rimandare con la stessa chiave.
Il JSON è in UTF-8 e al più di 2 MB; se una voce è ripetuta vale l’ultima.
Senza chiave l’indirizzo è aperto come la pagina delle domande. Con una chiave («Authorization: Bearer asc_…») l’ente si fa riconoscere: la chiave
deve essere valida, permettere «responses.write» e appartenere all’ente del punto di contatto. Di un elenco ogni risposta è giudicata per sé.
Senza chiave, molte risposte dalla stessa rete in poco tempo vengono messe da parte: restano conservate e contate, ma entrano nei risultati soltanto se due persone lo decidono. Chi ne manda molte usi una chiave.`

const schema = {
  tags: ['risposte'],
  summary: 'Registra una risposta, o fino a mille',
  description,
  body: Type.Union([ResponseSchema, BatchSchema]),
  // A key may be sent and need not be.
  security: [{}, { chiave: ['responses.write'] }],
  response: {
    200: GivenOrResultsSchema,
    201: GivenSchema,
    ...failuresOf(...Object.values(errors), ...keyFailures, tooLarge, wrongType),
  },
}

export function apiRoutes(app: App, door: Door): void {
  app.post(
    '/api/v1/responses',
    {
      config: { permission: 'public' },
      schema,
      onRequest: keyHook(door.context, 'responses.write'),
      // Each response is judged for itself by takeResponse: one that is wrong must not refuse the other 999.
      validatorCompiler: () => () => true,
    },
    async (request, reply) => {
      if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) throw wrongType()
      const judge = (touchpointId: number) => door.gate.judge(request, touchpointId)
      const own: ApiCall = { ...door, caller: callerOf(request), judge }
      const responses = batchOf(request.body)
      if (responses) return { results: await Promise.all(responses.map((sent) => resultOf(own, sent))) }
      const taken = await takeResponse(own, request.body)
      if ('refused' in taken) throw taken.refused
      // Not `send`: who waits for a reply waits for the last byte of it as well.
      reply.status(taken.fresh ? 201 : 200)
      return given(taken)
    },
  )
}

function batchOf(body: unknown): unknown[] | undefined {
  if (typeof body !== 'object' || body === null || !('responses' in body)) return undefined
  const { responses } = body
  const fits = Array.isArray(responses) && responses.length >= 1 && responses.length <= mostResponses
  if (fits && Object.keys(body).length === 1) return responses
  const message = `L’elenco «responses» deve stare da solo e contenere da 1 a ${mostResponses} risposte.`
  throw errors.responseInvalid({ problems: [{ item: 'responses', code: 'out-of-range', message }] })
}

function given({ receipt, correction }: Extract<Taken, { receipt: unknown }>) {
  return { receipt: receipt.token, day: receipt.day, correction }
}

async function resultOf(door: ApiCall, sent: unknown): Promise<Result> {
  const key = keyOf(sent)
  const taken = await takeResponse(door, sent)
  if (!('refused' in taken)) return { key, status: taken.fresh ? 201 : 200, ...given(taken) }
  const { kind, problems, retryAfter } = taken.refused
  return {
    key,
    status: kind.status,
    code: kind.code,
    title: kind.title,
    ...(problems && { problems: problems as NonNullable<Result['problems']> }),
    ...(retryAfter !== undefined && { retryAfter }),
  }
}

/** So that the sender finds its response again, also when it was refused. */
function keyOf(sent: unknown): string {
  const key = typeof sent === 'object' && sent !== null && 'key' in sent ? sent.key : ''
  return typeof key === 'string' ? key.slice(0, 200) : ''
}
