// SPDX-License-Identifier: AGPL-3.0-or-later
// What programs may send and what they get back; /openapi.json is made from it. Words are Italian, because the people who
// connect a service to Ascolto read them.
import { languages } from '@ascolto/questionnaire'
import { Type, type Static } from 'typebox'
import { channels, devices, streams, userKinds } from '../intake/index.ts'
import { transactionOutcomes } from '../outcome.ts'

const closed = { additionalProperties: false }
export const mostResponses = 1000

export const ResponseSchema = Type.Object(
  {
    touchpoint: Type.String({
      description: 'Codice del punto di contatto, come nell’indirizzo /v/CODICE.',
      minLength: 1,
      maxLength: 12,
      examples: ['k7m2q9'],
    }),
    key: Type.String({
      description:
        'Nome che dai a questa risposta, diverso per ogni risposta del punto di contatto. Se la rimandi con lo stesso nome conta una volta sola. Non viene conservato: usa un identificativo casuale, mai un dato personale.',
      minLength: 8,
      maxLength: 200,
      examples: ['5f0c2f0e-8a0e-4f0a-9a49-0d6c4f6f5b1e'],
    }),
    answers: Type.Object(
      {},
      {
        additionalProperties: true,
        description:
          'Una voce per ogni domanda del questionario in vigore: il codice scelto; un elenco di codici per le scelte multiple; una stringa per il testo libero, che viene ripulito dai dati personali. Basta la prima domanda.',
        examples: [{ ease: 4, liked: [1, 2], outcome: 3, overall: 4, suggestion: 'Il salvataggio in bozza è comodo' }],
      },
    ),
    day: Type.Optional(
      Type.String({
        description: 'Giorno della risposta (AAAA-MM-GG): fino a 90 giorni fa. Oggi, se manca.',
        examples: ['2026-03-10'],
      }),
    ),
    code: Type.Optional(
      Type.String({
        description:
          'Codice d’invito, se la persona ne ha ricevuto uno (il valore di «i» nel suo collegamento). Vale una risposta sola, che porta la garanzia «code».',
        maxLength: 60,
        examples: ['2bq0f7k3m9xw4tzr8c6hn5jd1vpe7ga'],
      }),
    ),
    language: Type.Optional(
      Type.Enum(languages, { description: 'Lingua in cui è stata posta la domanda.', default: 'it' }),
    ),
    device: Type.Optional(Type.Enum(devices, { description: 'Tipo di dispositivo.', default: 'unknown' })),
    channel: Type.Optional(
      Type.Enum(
        channels.filter((channel) => channel !== 'import'),
        { description: 'Canale, se diverso da quello del punto di contatto.' },
      ),
    ),
    userKind: Type.Optional(
      Type.Enum(userKinds, { description: 'In che veste ha risposto la persona.', default: 'unknown' }),
    ),
    outcome: Type.Optional(
      Type.Enum(transactionOutcomes, {
        description:
          'Come si è conclusa la pratica, se il tuo programma lo sa: finished conclusa, abandoned abbandonata. Serve al tasso di risposta; non è la domanda «outcome» del questionario.',
        default: 'unknown',
      }),
    ),
    stream: Type.Optional(
      Type.Enum(streams, {
        description:
          'Deve essere il flusso del punto di contatto: nessuno può dichiarare da sé che una risposta era su invito.',
      }),
    ),
  },
  { ...closed, $id: 'Response', title: 'Response' },
)
export type Response = Static<typeof ResponseSchema>

export const BatchSchema = Type.Object(
  { responses: Type.Array(ResponseSchema, { minItems: 1, maxItems: mostResponses }) },
  closed,
)

export const ProblemSchema = Type.Object(
  {
    item: Type.String({ description: 'Domanda o campo; vuoto quando riguarda tutta la risposta.' }),
    code: Type.String({ description: 'Che cosa non va, per i programmi.' }),
    message: Type.String({ description: 'Che cosa non va, in italiano.' }),
  },
  closed,
)

const given = {
  receipt: Type.String({ description: 'Ricevuta firmata; per un’ora permette di correggere la risposta.' }),
  day: Type.String({ description: 'Giorno con cui la risposta è conservata.' }),
  correction: Type.String({ description: 'Pagina in cui la persona può completare o correggere, per un’ora.' }),
}
export const GivenSchema = Type.Object(given, { ...closed, description: 'La risposta è registrata: ecco la ricevuta.' })

export const ResultSchema = Type.Object(
  {
    key: Type.String({ description: 'La chiave mandata; vuota se non c’era.' }),
    status: Type.Integer({ description: 'Come per una risposta sola: 201, 200, 403, 404, 409, 410, 422 o 503.' }),
    ...Type.Partial(Type.Object(given)).properties,
    code: Type.Optional(Type.String({ description: 'Che cosa non va, per i programmi.' })),
    title: Type.Optional(Type.String({ description: 'Che cosa non va, in italiano.' })),
    problems: Type.Optional(Type.Array(ProblemSchema)),
    retryAfter: Type.Optional(Type.Integer({ description: 'Secondi dopo i quali riprovare.' })),
  },
  closed,
)
export type Result = Static<typeof ResultSchema>

export const ResultsSchema = Type.Object({ results: Type.Array(ResultSchema) }, closed)

export const GivenOrResultsSchema = Type.Union([GivenSchema, ResultsSchema], {
  description: 'Una risposta che era già arrivata, con la ricevuta di allora; oppure gli esiti di un elenco.',
})
