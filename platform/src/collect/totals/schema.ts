// SPDX-License-Identifier: AGPL-3.0-or-later
// What a body's programs tell in totals, and what they get back; /openapi.json is made from it.
import { Type, type Static } from 'typebox'
import { ProblemSchema } from '../api/schema.ts'
import { channels, devices, userKinds } from '../intake/index.ts'
import { transactionOutcomes } from '../outcome.ts'

const closed = { additionalProperties: false }
export const mostTotals = 1000
export const largestCount = 1_000_000_000

const count = (description: string, example: number) =>
  Type.Optional(Type.Integer({ description, minimum: 0, maximum: largestCount, examples: [example] }))

export const TotalSchema = Type.Object(
  {
    period: Type.String({
      description: 'Il mese (AAAA-MM) o il giorno (AAAA-MM-GG) a cui si riferisce, fino a 24 mesi fa.',
      minLength: 7,
      maxLength: 10,
      examples: ['2026-02'],
    }),
    touchpoint: Type.Optional(
      Type.String({
        description: 'Codice del punto di contatto. Si manda questo, oppure «service».',
        minLength: 1,
        maxLength: 12,
        examples: ['k7m2q9'],
      }),
    ),
    service: Type.Optional(
      Type.String({
        description:
          'Nome del servizio negli indirizzi, quando il totale è di tutto il servizio: allora si può mandare solo «eligible».',
        minLength: 1,
        maxLength: 200,
      }),
    ),
    eligible: count(
      'Quante pratiche sono state concluse o abbandonate: a chi si sarebbe potuto porre la domanda. Anche zero.',
      1200,
    ),
    offered: count('Quante volte la domanda è stata mostrata, se la mostra un vostro strumento.', 400),
    opened: count('Quante volte è stata aperta.', 250),
    channel: Type.Optional(
      Type.Enum(
        channels.filter((channel) => channel !== 'import'),
        { description: 'Canale; se manca, tutti insieme.' },
      ),
    ),
    device: Type.Optional(Type.Enum(devices, { description: 'Dispositivo; se manca, tutti insieme.' })),
    userKind: Type.Optional(
      Type.Enum(userKinds, { description: 'In che veste agiva la persona; se manca, tutte insieme.' }),
    ),
    outcome: Type.Optional(
      Type.Enum(transactionOutcomes, {
        description: 'Come si sono concluse le pratiche: finished, abandoned; se manca, tutte insieme.',
      }),
    ),
  },
  {
    ...closed,
    $id: 'Total',
    title: 'Total',
    description: 'Un totale di un mese o di un giorno. Senza alcun conteggio ritira quello mandato prima.',
  },
)
export type Total = Static<typeof TotalSchema>

export const TotalsSchema = Type.Object(
  { totals: Type.Array(TotalSchema, { minItems: 1, maxItems: mostTotals }) },
  closed,
)

const taken = {
  period: Type.String({ description: 'Il mese o il giorno mandato.' }),
  changed: Type.Boolean({ description: 'Se il totale è diverso da quello che avevamo.' }),
  contradictory: Type.Boolean({
    description:
      'Se i conteggi si contraddicono (mostrata a più persone di quante potevano vederla, aperta più volte di quante è stata mostrata). Restano registrati, e chi legge le stime ne è avvertito.',
  }),
}
export const TakenTotalSchema = Type.Object(taken, { ...closed, description: 'Il totale è registrato.' })

export const TotalResultSchema = Type.Object(
  {
    status: Type.Integer({
      description:
        'Come per un totale solo: 201 registrato, 200 c’era già (uguale, corretto o ritirato), 403, 404, 409, 410 o 422.',
    }),
    ...Type.Partial(Type.Object(taken)).properties,
    type: Type.Optional(Type.String({ description: 'Sempre about:blank (RFC 9457).' })),
    code: Type.Optional(Type.String({ description: 'Che cosa non va, per i programmi.' })),
    title: Type.Optional(Type.String({ description: 'Che cosa non va, in italiano.' })),
    problems: Type.Optional(Type.Array(ProblemSchema)),
  },
  closed,
)
export type TotalResult = Static<typeof TotalResultSchema>

export const oneTotal = { touchpoint: 'k7m2q9', period: '2026-02', outcome: 'finished', eligible: 1200 }
export const severalTotals = {
  totals: [
    { touchpoint: 'k7m2q9', period: '2026-02', outcome: 'finished', eligible: 1200 },
    { touchpoint: 'k7m2q9', period: '2026-02', outcome: 'abandoned', eligible: 85 },
    { touchpoint: 'k7m2q9', period: '2026-03-09', device: 'phone', offered: 40, opened: 25 },
  ],
}
