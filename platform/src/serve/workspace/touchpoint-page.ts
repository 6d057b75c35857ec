// SPDX-License-Identifier: AGPL-3.0-or-later
// Taking a touchpoint where people are: link, snippet for a site, QR code as a picture and as a sheet of paper.
import QR from 'qr'
import type { FastifyRequest } from 'fastify'
import type { Context } from '../../base/context.ts'
import { dayOf } from '../../base/day.ts'
import { notFound } from '../../base/errors.ts'
import { html, raw, type Html } from '../../base/html/index.ts'
import { fill } from '../../base/language.ts'
import type { App } from '../../base/http/index.ts'
import { audit, inLanguage, isAllowed, touchpointStates, updateTouchpoint, type FoundTouchpoint } from '../../bodies/index.ts'
import { versionFor, type Version } from '../../catalogue/index.ts'
import { streamName } from '../words/labels.ts'
import { touchpointOf } from './find-subject.ts'
import { crumbs } from './frame.ts'
import { posterPage } from './poster-page.ts'
import { workspaceRoute, type Call } from './route.ts'
import texts from './texts/touchpoint.json' with { type: 'json' }
import { say, type WorkspaceLanguage } from './words.ts'

const url = '/area/punti/:code'

export function touchpointRoutes(app: App, context: Context): void {
  touchpointPageRoutes(app, context)
  paperRoutes(app, context)
}

function touchpointPageRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url, permission: 'service.read' },
    async act(call) {
      const { context: scoped } = call
      const found = await touchpointOf(scoped, call.params)
      const version = await versionFor(scoped, found.touchpoint.id, dayOf(scoped.now()))
      const { name, demo } = found.touchpoint
      return { page: { title: name, demo, content: touchpointPage(call, found, version) } }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url, permission: 'service.edit' },
    async act({ context: scoped, params, given: { state }, access }) {
      const { touchpoint, body } = await touchpointOf(scoped, params)
      const changed = await updateTouchpoint(scoped, touchpoint, { state })
      if (!changed.ok) throw notFound()
      await audit(scoped, {
        ...{ act: 'touchpoint.state', actor: access.account.pseudonym, bodyId: body.id },
        ...{ subject: `touchpoint ${touchpoint.code}`, before: touchpoint.state, after: changed.value.state },
      })
      return { redirect: `/area/punti/${touchpoint.code}` }
    },
  })
}

function paperRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url: `${url}/qr.svg`, permission: 'service.read' },
    async act({ context: scoped, params, request }) {
      const found = await touchpointOf(scoped, params)
      const file = qrSvg(linkOf(scoped, request, found))
      return { file, type: 'image/svg+xml', name: `ascolto-${found.touchpoint.code}.svg` }
    },
  })
  workspaceRoute(app, context, {
    ...{ url: `${url}/cartello`, permission: 'service.read' },
    async act({ context: scoped, params, request }) {
      const found = await touchpointOf(scoped, params)
      const version = await versionFor(scoped, found.touchpoint.id, dayOf(scoped.now()))
      const link = linkOf(scoped, request, found)
      return { document: posterPage(found, version, link, raw(qrSvg(link))) }
    },
  })
}

/** The address people use: the configured one, else the one this request came by. */
export function linkOf({ config }: Context, request: FastifyRequest, { touchpoint }: FoundTouchpoint): string {
  const base = config.publicUrl?.replace(/\/+$/, '') ?? `${request.protocol}://${request.host}`
  return `${base}/v/${touchpoint.code}`
}

function qrSvg(link: string): string {
  return QR(link, 'svg', { ecc: 'medium', border: 4 })
}

function touchpointPage(call: Call, found: FoundTouchpoint, version: Version | undefined): Html {
  const { language, access, context, request } = call
  const said = say(texts, language)
  const { touchpoint, service, body } = found
  const { code, name, state, stream } = touchpoint
  const link = linkOf(context, request, found)
  const question = version?.document.items[0]?.wording.it ?? said.nothing
  return html`${crumbs(
    language,
    { address: `/area/enti/${body.ipaCode}`, name: body.name },
    { address: `/area/servizi/${service.slug}`, name: service.name },
  )}
    <h1>${name}</h1>
    <p class="tags"><span class="tag">${streamName(stream, language)}</span> ${stateTag(state, language)}</p>
    <p>${fill(said.asks, { question })} <a href="/v/${code}">${said.preview}</a></p>
    ${placeSections(said, code, link)}
    <h2>${said.state}</h2>
    ${stateForm(call, code, state, isAllowed(access, 'service.edit') && access.viewing === null)}`
}

function placeSections(said: (typeof texts)['it'], code: string, link: string): Html {
  const snippet = `<a href="${link}">Raccontaci com’è andata</a>`
  return html`<h2>${said.link}</h2>
    <p>${said.linkHint}</p>
    <p><a href="${link}"><code class="hash">${link}</code></a></p>
    <h2>${said.site}</h2>
    <div class="field">
      <label for="riquadro">${said.copy}</label>
      <textarea id="riquadro" rows="3" readonly>${snippet}</textarea>
    </div>
    <h2>${said.paper}</h2>
    <div class="qr">${raw(qrSvg(link))}</div>
    <p>
      <a class="button" href="/area/punti/${code}/cartello">${said.poster}</a>
      <a class="button button-quiet" href="/area/punti/${code}/qr.svg">${said.qr}</a>
    </p>`
}

function stateTag(state: string, language: WorkspaceLanguage): Html {
  const label = inLanguage(touchpointStates, language).find(({ code }) => code === state)?.label ?? state
  return html`<span class="${state === 'active' ? 'tag' : 'tag tag-warm'}">${label}</span>`
}

const acts = {
  active: { words: 'activeWords', to: [['paused', 'pause'], ['closed', 'close']] },
  paused: { words: 'pausedWords', to: [['active', 'resume'], ['closed', 'close']] },
  closed: { words: 'closedWords', to: [['active', 'reopen']] },
} as const

function stateForm({ language, formField }: Call, code: string, state: keyof typeof acts, mayEdit: boolean): Html {
  const said = say(texts, language)
  const { words, to } = acts[state]
  const forms = to.map(
    ([next, act]) => html`<form method="post" action="/area/punti/${code}" class="inline">
      ${formField}<input type="hidden" name="state" value="${next}" /><button class="button-quiet">${said[act]}</button>
    </form>`,
  )
  return html`<p>${said[words]}</p>
    ${mayEdit ? forms : ''}`
}
