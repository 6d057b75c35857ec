// SPDX-License-Identifier: AGPL-3.0-or-later
// The way in: SPID or CIE where this installation has them, a passkey, and what to do without either.
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import type { App } from '../../../base/http/index.ts'
import {
  addressByName,
  hasOidc,
  optionsToLogIn,
  safeWay,
  sessionOf,
  siteOf,
  verifyLogIn,
} from '../../../bodies/index.ts'
import { sendPage } from '../frame.ts'
import { languageOf, say, type WorkspaceLanguage } from '../words.ts'
import type { Attempts } from './attempts.ts'
import { enter, refuseForeign } from './enter.ts'
import { Assertion, bodyLimit, goOn, tellRefusal } from './passkey-answers.ts'
import { passkeyBox } from './passkey-box.ts'
import texts from './texts/login.json' with { type: 'json' }

const url = '/area/accesso'
const open = { config: { permission: 'public' }, schema: { hide: true } } as const

export function loginPageRoutes(app: App, context: Context, attempts: Attempts): void {
  app.get(url, open, async (request, reply) => {
    const byName = addressByName(context, request)
    if (byName !== null) return reply.redirect(byName, 303)
    siteOf(context, request)
    return loginPage(context, request, reply)
  })
  app.post(`${url}/passkey/opzioni`, open, async (request, reply) => {
    refuseForeign(request)
    attempts.admit(request)
    return reply.header('cache-control', 'no-store').send(await optionsToLogIn(context, siteOf(context, request)))
  })
  app.post(
    `${url}/passkey`,
    { ...open, bodyLimit, schema: { hide: true, body: Assertion } },
    async (request, reply) => {
      refuseForeign(request)
      attempts.admit(request)
      const { answer, way } = request.body
      const verified = await verifyLogIn(context, siteOf(context, request), answer as AuthenticationResponseJSON)
      if (!verified.ok) {
        attempts.noteWrong(request)
        return tellRefusal(reply, verified.why, languageOf(request.headers['accept-language']))
      }
      await enter(context, request, reply, verified.account, 'passkey')
      return goOn(reply, safeWay(way))
    },
  )
}

async function loginPage(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ritorno, uscita } = request.query as { ritorno?: unknown; uscita?: unknown }
  const way = safeWay(ritorno)
  if (await sessionOf(context, request)) return reply.redirect(way.startsWith(url) ? '/area' : way, 303)
  const language = languageOf(request.headers['accept-language'])
  const content = page({ language, way, spid: hasOidc(context), bye: uscita === '1' })
  return sendPage(reply, { title: say(texts, language).title, language, content, scripts: true })
}

interface View {
  readonly language: WorkspaceLanguage
  readonly way: string
  readonly spid: boolean
  readonly bye: boolean
}

function page({ language, way, spid, bye }: View): Html {
  const said = say(texts, language)
  const fields = html`<input type="hidden" name="way" value="${way}" />`
  const passkey = { act: 'get', address: `${url}/passkey`, button: said.passkey, language, fields } as const
  return html`<h1>${said.title}</h1>
    ${bye ? html`<p class="notice" role="status">${said.bye}</p>` : ''}
    <p class="lead">${said.lead}</p>
    <div class="cards cards-narrow">
      ${
        spid
          ? html`<section class="panel">
              <h2>${said.spidHead}</h2>
              <p><a class="button" href="${url}/spid?ritorno=${encodeURIComponent(way)}">${said.spid}</a></p>
              <p class="note">${said.spidHint}</p>
            </section>`
          : ''
      }
      <section class="panel">
        <h2>${said.passkeyHead}</h2>
        ${passkeyBox(passkey)}
        <p class="note">${said.passkeyHint}</p>
      </section>
    </div>
    <h2>${said.newHead}</h2>
    <p>${said.new}</p>
    <p><a href="/area/adesione">${said.join}</a></p>
    <h2>${said.lostHead}</h2>
    <p>${said.lost}</p>`
}
