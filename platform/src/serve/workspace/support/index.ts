// SPDX-License-Identifier: AGPL-3.0-or-later
// Helping a body: support looks at the workspace as that body sees it. Beginning and end stand in the body's own log; in between
// nothing can be changed (the guard) and no answer data are there (the policies of migration 0008).
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import type { App } from '../../../base/http/index.ts'
import { audit, findBody, searchBodies, viewAs, type Body } from '../../../bodies/index.ts'
import { textField } from '../fields.ts'
import { rowsTable } from '../lists/index.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './support.json' with { type: 'json' }

const url = '/area/assistenza'
const permission = 'support.view'
const mostFound = 25

export function supportRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url, permission },
    act: async (call) => ({ page: await page(call, typeof call.query['q'] === 'string' ? call.query['q'] : '') }),
  })
  workspaceRoute(app, context, { ...{ method: 'POST', url, permission, evenViewing: true }, act: begin })
  workspaceRoute(app, context, { ...{ method: 'POST', url: `${url}/fine`, permission, evenViewing: true }, act: end })
}

async function begin(call: Call): Promise<Answer> {
  const { context, access, given, language } = call
  const body = typeof given['ipa'] === 'string' ? await findBody(context, given['ipa']) : undefined
  if (!body) return { page: { ...(await page(call, '', say(texts, language).unknown)), status: 400 } }
  await viewAs(context, access.token, body.id)
  await audit(context, {
    ...{ act: 'support.view', actor: access.account.pseudonym, bodyId: body.id, subject: `body ${body.ipaCode}` },
  })
  return { redirect: `/area/enti/${body.ipaCode}` }
}

async function end({ context, access }: Call): Promise<Answer> {
  const { account, token, viewing, viewed } = access
  if (viewed !== null) {
    await viewAs(context, token, null)
    await audit(context, {
      ...{ act: 'support.end', actor: account.pseudonym, bodyId: viewing, subject: `body ${viewed.ipaCode}` },
    })
  }
  return { redirect: url }
}

async function page(call: Call, q: string, problem?: string) {
  const { context, language } = call
  const said = say(texts, language)
  const bodies = q.trim() === '' ? [] : await searchBodies(context, { q, limit: mostFound + 1 })
  const content = html`<h1>${said.title}</h1>
    <p class="lead">${said.lead}</p>
    ${problem === undefined ? '' : html`<p class="notice notice-warm" role="alert">${problem}</p>`}
    <form class="search" role="search" action="${url}">
      ${textField({ given: { q }, problems: [], language }, { name: 'q', label: said.search, type: 'search' })}
      <button>${said.find}</button>
    </form>
    ${q.trim() === '' ? '' : results(call, bodies)}`
  return { title: said.title, content }
}

function results({ language, formField }: Call, bodies: readonly Body[]): Html {
  const said = say(texts, language)
  if (bodies.length === 0) return html`<p>${said.none}</p>`
  return html`${rowsTable({
    caption: said.found,
    columns: [said.body, { head: said.act, plain: true }],
    rows: bodies.slice(0, mostFound).map(({ ipaCode, name }) => [
      html`${name} <small>${ipaCode}</small>`,
      html`<form method="post" action="${url}">
          ${formField}<input type="hidden" name="ipa" value="${ipaCode}" />
          <button class="button-quiet">
            ${said.view}<span class="visually-hidden"> ${name}</span>
          </button>
        </form>`,
    ]),
  })}
    ${bodies.length > mostFound ? html`<p>${said.more}</p>` : ''}`
}
