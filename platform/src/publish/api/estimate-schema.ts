// SPDX-License-Identifier: AGPL-3.0-or-later
// The Estimate as /openapi.json describes it, once for every route. Italian: the people who connect to Ascolto read it.
import { Type, type TSchema } from 'typebox'
import type { Estimate } from '@ascolto/statistics'

const closed = { additionalProperties: false }
const orNull = <T extends TSchema>(schema: T, description?: string) =>
  Type.Union([schema, Type.Null()], description === undefined ? {} : { description })
const day = (description: string) => Type.String({ format: 'date', description })

export const EstimateSchema = Type.Object(
  {
    value: orNull(Type.Number(), 'Il valore, nell’unità indicata. null sotto le 10 risposte.'),
    low: orNull(Type.Number(), 'Estremo inferiore dell’intervallo.'),
    high: orNull(Type.Number(), 'Estremo superiore dell’intervallo.'),
    level: Type.Number({ description: 'Livello di confidenza dell’intervallo.', examples: [0.95] }),
    n: orNull(Type.Integer(), 'Risposte su cui si basa. null sotto le 5.'),
    nEffective: orNull(Type.Number(), 'Numerosità efficace: quante risposte non pesate direbbero altrettanto.'),
    unit: Type.Enum(['points', 'percent', 'nps'], {
      description: 'points: da 0 a 100 sulla scala; percent: quota; nps: da −100 a 100.',
    }),
    stream: Type.Enum(['invited', 'spontaneous'], {
      description: 'invited: persone invitate a caso; spontaneous: chi ha risposto di sua iniziativa.',
    }),
    period: Type.Object({ from: day('Primo giorno.'), to: day('Ultimo giorno.') }, closed),
    scope: Type.Object(
      { kind: Type.Enum(['service', 'body', 'nation', 'source']), id: Type.String() },
      { ...closed, description: 'Di che cosa parla.' },
    ),
    conversion: Type.Union(
      [Type.Literal('none'), Type.Object({ level: Type.Enum(['L0', 'L1', 'L2', 'L3']), error: Type.Number() }, closed)],
      { description: 'Livello della scala di origine ed errore (in punti) che la conversione aggiunge.' },
    ),
    weighting: Type.Union([Type.Literal('none'), Type.Object({ method: Type.String() }, closed)]),
    model: Type.Array(Type.String(), { description: 'Versioni dei questionari, per impronta SHA-256.' }),
    method: Type.String({ examples: ['2026.1/score-interval'] }),
    variance: orNull(
      Type.Object({ sampling: Type.Number(), bridge: Type.Number(), conversion: Type.Number() }, closed),
      'Varianza in tre parti, in unità al quadrato.',
    ),
    quality: Type.Enum(['A', 'B', 'C', 'indicativo', 'non pubblicabile']),
    flags: Type.Array(
      Type.Enum([
        'autoselezione',
        'convertito',
        'non ponderato',
        'rottura di serie',
        'stima da modello',
        'dati dimostrativi',
        'totali parziali',
        'totali contraddittori',
      ]),
    ),
  },
  {
    ...closed,
    $id: 'Estimate',
    title: 'Estimate',
    description: 'Una stima: mai un numero da solo, sempre con la sua incertezza e la sua provenienza.',
  },
)

/** Stands for the schema above wherever a route gives an Estimate. */
export const EstimateRef = Type.Unsafe<Estimate>({ $ref: 'Estimate#' })
export const EstimateOrNull = Type.Unsafe<Estimate | null>({ anyOf: [{ $ref: 'Estimate#' }, { type: 'null' }] })
