// SPDX-License-Identifier: AGPL-3.0-or-later
// How an operator comes in from another machine, until accounts arrive: with the code printed at start. Its proof, never the
// code, stays in a cookie of this area alone, which the browser forgets when it is closed.
import type { FastifyReply } from 'fastify'
import type { Context } from '../../base/context.ts'
import { defineError } from '../../base/errors.ts'
import { html, type Html } from '../../base/html/index.ts'
import { operatorCookie, operatorProof, sameText, type App } from '../../base/http/index.ts'
import { isDemonstration } from '../../publish/index.ts'
import { problemSummary, textField, type Filled } from './fields.ts'
import { operatorPage, sendPage } from './frame.ts'

const tooManyAttempts = defineError({
  code: 'too-many-attempts',
  status: 429,
  title: 'Troppi tentativi: aspetta un minuto e riprova.',
  way: { address: '/area/accesso', words: 'Torna all’accesso' },
})

/** Wrong codes that are heard in a minute, from whomever: nothing about the caller is kept. */
const mostWrong = 10
const minute = 60_000
const attributes = 'Path=/area; HttpOnly; SameSite=Strict'

export function accessRoutes(app: App, context: Context): void {
  const wrong: number[] = []
  app.get('/area/accesso', { config: { permission: 'public' } }, (_request, reply) =>
    sendAccess(context, reply, { given: {}, problems: [] }),
  )
  app.post('/area/accesso', { config: { permission: 'public' }, bodyLimit: 2000 }, (request, reply) => {
    const now = context.now().getTime()
    while (wrong.length > 0 && wrong[0]! < now - minute) wrong.shift()
    if (wrong.length >= mostWrong) throw tooManyAttempts({ retryAfter: 60 })
    const code = (request.body as { codice?: unknown } | null)?.codice
    const token = context.config.operatorToken
    if (token !== null && typeof code === 'string' && sameText(code.trim(), token)) {
      const secure = request.protocol === 'https' || context.config.publicUrl?.startsWith('https:') ? '; Secure' : ''
      return reply
        .header('set-cookie', `${operatorCookie}=${operatorProof(token)}; ${attributes}${secure}`)
        .redirect('/area', 303)
    }
    wrong.push(now)
    const problems = [{ field: 'codice', message: 'Il codice non è quello giusto.' }]
    return sendAccess(context, reply, { given: {}, problems })
  })
  app.post('/area/uscita', operatorPage, (_request, reply) =>
    reply.header('set-cookie', `${operatorCookie}=; Max-Age=0; ${attributes}`).redirect('/', 303),
  )
}

async function sendAccess(context: Context, reply: FastifyReply, filled: Filled): Promise<FastifyReply> {
  const status = filled.problems.length === 0 ? 200 : 403
  const demo = await isDemonstration(context)
  return sendPage(reply, { title: 'Accesso', status, demo, content: accessPage(filled) })
}

function accessPage(filled: Filled): Html {
  const hint =
    'È scritto dove Ascolto è stato avviato. Finché non arrivano SPID e CIE si entra così, oppure dalla macchina stessa.'
  return html`<h1>Accesso all’area degli enti</h1>
    ${problemSummary(filled, 'Accesso non riuscito.')}
    <form method="post" action="/area/accesso" novalidate>
      ${textField(filled, { name: 'codice', label: 'Codice dell’operatore', hint, type: 'password', required: true })}
      <button>Entra</button>
    </form>`
}
