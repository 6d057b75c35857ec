// SPDX-License-Identifier: AGPL-3.0-or-later
// Proving once more who one is, before what matters most; then back to where the person was.
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import {
  formToken,
  freshMinutes,
  hasOidc,
  isLinked,
  listPasskeys,
  ofSession,
  optionsToProve,
  safeWay,
  siteOf,
  verifyProof,
} from '../../../bodies/index.ts'
import { workspaceRoute, type Call } from '../route.ts'
import { say } from '../words.ts'
import type { Attempts } from './attempts.ts'
import { prove } from './enter.ts'
import { Assertion, bodyLimit, goOn, tellRefusal } from './passkey-answers.ts'
import { passkeyBox } from './passkey-box.ts'
import { leave } from './spid-routes.ts'
import texts from './texts/proof.json' with { type: 'json' }

const url = '/area/conferma'
// Proving who one is changes nothing: it is possible while support looks at a body, too.
const own = { config: { permission: 'account', evenViewing: true }, schema: { hide: true } } as const

export function proofPageRoutes(app: App, context: Context, attempts: Attempts): void {
  workspaceRoute(app, context, {
    ...{ url, permission: 'account' },
    async act(call) {
      const { id } = call.access.account
      const passkeys = await listPasskeys(call.context, id)
      const spid = hasOidc(context) && (await isLinked(call.context, id))
      const content = page(call, passkeys.length > 0, spid)
      return { page: { title: say(texts, call.language).title, content, scripts: true } }
    },
  })
  app.post(`${url}/passkey/opzioni`, own, async (request, reply) => {
    attempts.admit(request)
    const options = await optionsToProve(context, siteOf(context, request), request.access!)
    return reply.header('cache-control', 'no-store').send(options)
  })
  app.post(`${url}/passkey`, { ...own, bodyLimit, schema: { hide: true, body: Assertion } }, async (request, reply) => {
    attempts.admit(request)
    const { answer, way } = request.body
    const access = request.access!
    const verified = await verifyProof(context, siteOf(context, request), answer as AuthenticationResponseJSON, access)
    if (!verified.ok) {
      attempts.noteWrong(request)
      return tellRefusal(reply, verified.why, access.account.language)
    }
    await prove(context, reply, access, 'passkey')
    return goOn(reply, safeWay(way))
  })
  app.get(`${url}/spid`, own, async (request, reply) => {
    const way = safeWay((request.query as { ritorno?: unknown }).ritorno)
    return leave(context, attempts, request, reply, { kind: 'proof', way, ...ofSession(request.access!.token) })
  })
}

function page({ access, language, query }: Call, passkey: boolean, spid: boolean): Html {
  const said = say(texts, language)
  const way = safeWay(query['ritorno'])
  const fields = html`<input type="hidden" name="way" value="${way}" />`
  const box = { act: 'get', address: `${url}/passkey`, button: said.passkey, language, fields } as const
  return html`<h1>${said.title}</h1>
    <p class="lead">${fill(said.lead, { minutes: freshMinutes })}</p>
    ${passkey ? passkeyBox({ ...box, formToken: formToken(access.token) }) : ''}
    ${spid ? html`<p><a class="button" href="${url}/spid?ritorno=${encodeURIComponent(way)}">${said.spid}</a></p>` : ''}
    ${passkey || spid ? '' : html`<p class="notice notice-warm">${said.nothing}</p>`}
    <p><a href="/area">${said.back}</a></p>`
}
