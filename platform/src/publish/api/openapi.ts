// SPDX-License-Identifier: AGPL-3.0-or-later
// The description of the whole API, made from the schemas the routes are checked with, so that it cannot be out of date.
// Registered before every other route. A route under /api/ without a tag is refused: nothing is undocumented.
import swagger from '@fastify/swagger'
import type { App } from '../../base/http/index.ts'
import packageFile from '../../../package.json' with { type: 'json' }
import { EstimateSchema } from './estimate-schema.ts'

const description = `L’API di Ascolto: le risposte entrano, le stime escono. Ogni numero pubblicato è una stima, con il suo intervallo,
le risposte su cui si basa e la sua qualità; sotto le 10 risposte non c’è alcun valore (ma finché
l’edizione è continua la differenza tra due stime può dirlo). Gli elenchi danno { items, next }: «next» si
ripete come «cursor». Gli errori seguono la RFC 9457 (application/problem+json).`

const keyWords = `Chiave di un ente, «asc_…»: la crea chi amministra Ascolto per l’ente, nell’area degli enti alla voce «Chiavi dell’API».
Ogni chiave ha i suoi permessi (responses.write, totals.write, results.read), una scadenza e un numero di chiamate al minuto.
Non va mai in una pagina web o in un’applicazione che altri possono leggere.`

export async function openapi(app: App): Promise<void> {
  app.addSchema(EstimateSchema)
  app.addHook('onRoute', ({ url, schema }) => {
    if (url.startsWith('/api/') && (schema as { tags?: unknown } | undefined)?.tags === undefined) {
      throw new Error(`route of the API without description: ${url}`)
    }
  })
  await app.register(swagger, {
    hideUntagged: true,
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Ascolto', version: packageFile.version, description, license: { name: 'AGPL-3.0-or-later' } },
      components: { securitySchemes: { chiave: { type: 'http', scheme: 'bearer', description: keyWords } } },
      tags: [
        { name: 'risposte', description: 'Far arrivare le risposte delle persone.' },
        { name: 'dati', description: 'Leggere quello che è pubblico.' },
      ],
    },
    refResolver: { buildLocalReference: (schema, _base, _fragment, index) => String(schema['$id'] ?? `def-${index}`) },
  })
  app.get('/openapi.json', { config: { permission: 'public' } }, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(app.swagger()),
  )
}
