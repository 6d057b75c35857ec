// SPDX-License-Identifier: AGPL-3.0-or-later
// POST /api/v1/totals: what the programs of a body tell of a month or a day, one or up to a thousand. The key says whose they are.
import { Type } from 'typebox'
import type { Context } from '../../base/context.ts'
import { tooLarge, wrongType } from '../../base/errors.ts'
import { failuresOf, type App } from '../../base/http/index.ts'
import { callerOf, keyFailures, keyHook, keyNeeded } from '../../bodies/index.ts'
import { touchpointClosed, touchpointPaused, touchpointUnknown } from '../errors.ts'
import { serviceUnknown, totalInvalid } from './errors.ts'
import {
  mostTotals,
  oneTotal,
  severalTotals,
  TakenTotalSchema,
  TotalResultSchema,
  TotalSchema,
  TotalsSchema,
  type TotalResult,
} from './schema.ts'
import { takeTotals, type Taken } from './take-totals.ts'

const description = `Dice quante pratiche si sono concluse in un mese o in un giorno, e quante volte un vostro strumento ha mostrato o aperto la domanda: un totale,
o un elenco di al più ${mostTotals}. Da questi totali vengono il tasso di risposta e la copertura di un servizio.
Un totale si imposta, non si somma: rimandarlo uguale non cambia nulla, rimandarlo diverso lo corregge, rimandarlo senza conteggi lo ritira. Chi l’ha mandato e che cosa c’era prima
restano nel registro delle operazioni dell’ente. Totali di esito, canale, dispositivo o veste diversi si sommano tra loro: non mandare insieme il totale e le sue parti.
Un totale solo: 201 se è nuovo, 200 se c’era già. Un elenco: 200 con un esito per ogni voce, nell’ordine; una voce sbagliata non ferma le altre.
Totali che si contraddicono sono registrati lo stesso: l’esito e le stime lo dicono.
Serve una chiave dell’ente con il permesso «totals.write» («Authorization: Bearer asc_…»).`

const failures = failuresOf(
  ...[totalInvalid, touchpointUnknown, touchpointPaused, touchpointClosed, serviceUnknown],
  ...[keyNeeded, ...keyFailures, tooLarge, wrongType],
)

const schema = {
  tags: ['risposte'],
  summary: 'Dice i totali di un mese o di un giorno, fino a mille',
  description,
  body: Type.Union([TotalSchema, TotalsSchema], { examples: [oneTotal, severalTotals] }),
  security: [{ chiave: ['totals.write'] }],
  response: {
    200: Type.Union(
      [TakenTotalSchema, Type.Object({ results: Type.Array(TotalResultSchema) }, { additionalProperties: false })],
      {
        description: 'Un totale che c’era già; oppure gli esiti di un elenco.',
        examples: [{ results: [{ status: 201, period: '2026-02', changed: true, contradictory: false }] }],
      },
    ),
    201: TakenTotalSchema,
    ...failures,
  },
}

export function totalsRoutes(app: App, context: Context): void {
  app.post(
    '/api/v1/totals',
    {
      config: { permission: 'public' },
      schema,
      onRequest: keyHook(context, 'totals.write', { needed: true }),
      // Each total is judged for itself: one that is wrong must not refuse the others.
      validatorCompiler: () => () => true,
    },
    async (request, reply) => {
      if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) throw wrongType()
      const caller = callerOf(request)!
      const totals = batchOf(request.body)
      const taken = await takeTotals(context, caller, totals ?? [request.body])
      if (totals) return { results: taken.map(resultOf) }
      const [one] = taken
      if ('refused' in one!) throw one.refused
      const { fresh, ...given } = one!
      return reply.status(fresh ? 201 : 200).send(given)
    },
  )
}

function batchOf(body: unknown): unknown[] | undefined {
  if (typeof body !== 'object' || body === null || !('totals' in body)) return undefined
  const { totals } = body
  const fits = Array.isArray(totals) && totals.length >= 1 && totals.length <= mostTotals
  if (fits && Object.keys(body).length === 1) return totals
  const message = `L’elenco «totals» deve stare da solo e contenere da 1 a ${mostTotals} totali.`
  throw totalInvalid({ problems: [{ item: 'totals', code: 'out-of-range', message }] })
}

function resultOf(taken: Taken): TotalResult {
  if (!('refused' in taken)) {
    const { fresh, ...given } = taken
    return { status: fresh ? 201 : 200, ...given }
  }
  const { kind, problems } = taken.refused
  return {
    ...{ status: kind.status, type: 'about:blank', code: kind.code, title: kind.title },
    ...(problems && { problems: problems as NonNullable<TotalResult['problems']> }),
  }
}
