// SPDX-License-Identifier: AGPL-3.0-or-later
// The second step of joining: who asks. The page says where the body stands to whoever looks, and never who asked; after the
// request the same page says what happens next, so that it can be reloaded and sent again.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../../base/context.ts'
import { foreignForm } from '../../../base/errors.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import { isForeign, type App } from '../../../base/http/index.ts'
import {
  addressByName,
  linkDays,
  masked,
  pecOf,
  requestAdhesion,
  sessionOf,
  siteOf,
  standingOf,
  type Body,
  type Session,
  type Standing,
} from '../../../bodies/index.ts'
import { instantWords } from '../../words/dates.ts'
import { checkField, problemSummary, textField, type Filled } from '../fields.ts'
import { bodyOf, givenIn } from '../find-subject.ts'
import { sendPage } from '../frame.ts'
import { languageOf, say, type WorkspaceLanguage } from '../words.ts'
import type { Brake } from './brake.ts'
import texts from './request.json' with { type: 'json' }

const url = '/area/adesione/:ipa'
const open = { config: { permission: 'public' }, schema: { hide: true }, bodyLimit: 16_000 } as const

export function requestPageRoutes(app: App, context: Context, brake: Brake): void {
  app.get(url, open, async (request, reply) => {
    const byName = addressByName(context, request)
    if (byName !== null) return reply.redirect(byName, 303)
    // Said before anything is filled in: under a wrong address the link could not be made.
    siteOf(context, request)
    const { fatto } = request.query as { fatto?: unknown }
    return show(context, request, reply, { given: {}, problems: [], done: fatto === '1' })
  })
  app.post(url, open, async (request, reply) => {
    if (isForeign(request)) throw foreignForm()
    const body = await bodyOf(context, request.params)
    const given = givenIn(request.body)
    const language = await languageFor(context, request)
    const giveBack = brake.admit(body.id)
    const requested = await requestAdhesion({ ...context, language }, body, given, siteOf(context, request).origin)
    if (requested.kind !== 'done') giveBack()
    if (requested.kind === 'faulty') return show(context, request, reply, { given, problems: requested.problems })
    const here = `/area/adesione/${encodeURIComponent(body.ipaCode)}`
    reply.header('cache-control', 'no-store')
    return reply.redirect(requested.kind === 'done' ? `${here}?fatto=1` : here, 303)
  })
}

async function languageFor(context: Context, request: FastifyRequest, session?: Session): Promise<WorkspaceLanguage> {
  const found = session ?? (await sessionOf(context, request))
  return found?.account.language ?? languageOf(request.headers['accept-language'])
}

interface Shown extends Pick<Filled, 'given' | 'problems'> {
  /** Whether this person has just asked. */
  readonly done?: boolean
}

async function show(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { given, problems, done = false }: Shown,
): Promise<FastifyReply> {
  const body = await bodyOf(context, request.params)
  const access = await sessionOf(context, request)
  const language = await languageFor(context, request, access)
  const standing = await standingOf(context, body)
  const pec = await pecOf(context, body)
  const said = say(texts, language)
  const content = html`<nav class="crumb" aria-label="${said.path}"><a href="/area/adesione">${said.back}</a></nav>
    <h1>${fill(said.title, { body: body.name })}</h1>
    ${standing.kind === 'free' ? form(body, { given, problems, language }, pec) : stands(standing, done, language)}`
  return sendPage(reply, {
    ...{ title: fill(said.title, { body: body.name }), language, content, demo: body.demo },
    ...{ status: problems.length > 0 ? 400 : 200, ...(access && { access }) },
  })
}

function form(body: Body, filled: Filled, pec: string | null): Html {
  const said = say(texts, filled.language)
  const notice = { code: 'yes', label: texts.it.noticeRead, en: texts.en.noticeRead }
  return html`<p class="lead">
      ${pec === null ? said.noPec : fill(said.toPec, { pec: masked(pec), days: linkDays })}
    </p>
    ${problemSummary(filled)}
    <form method="post" action="/area/adesione/${encodeURIComponent(body.ipaCode)}" novalidate>
      ${textField(filled, { name: 'name', label: said.name, hint: said.nameHint, required: true })}
      ${textField(filled, { name: 'email', label: said.email, hint: said.emailHint, required: true, type: 'email' })}
      ${textField(filled, { name: 'office', label: said.office, hint: said.officeHint, required: true })}
      <details>
        <summary>${said.noticeHead}</summary>
        ${said.notice.map((paragraph) => html`<p>${paragraph}</p>`)}
      </details>
      ${checkField(filled, { name: 'notice', label: said.noticeLabel }, [notice])}
      <button>${said.ask}</button>
    </form>`
}

function stands(standing: Exclude<Standing, { kind: 'free' }>, done: boolean, language: WorkspaceLanguage): Html {
  const said = say(texts, language)
  if (standing.kind === 'joined') {
    return html`<p class="notice">${said.joined}</p>
      <p>${said.joinedMore}</p>
      <p><a class="button" href="/area/accesso">${said.login}</a></p>`
  }
  if (standing.kind === 'closed') {
    return html`<p class="notice notice-warm">${said.closed}</p>
      <p>${said.closedMore}</p>`
  }
  const day = instantWords(standing.asked, language)
  const head = done
    ? html`<p class="notice" role="status"><strong>${said.done}</strong></p>`
    : html`<p class="notice">${fill(said.open, { day })}</p>`
  if (standing.kind === 'waiting') {
    return html`${head}
      <p>${said.waits}</p>
      <p>${done ? said.waitsYou : said.other}</p>`
  }
  const values = { to: standing.to, until: instantWords(standing.until, language) }
  return html`${head}
    <p>${fill(said.sent, values)}</p>
    ${
      done
        ? html`<h2>${said.nextHead}</h2>
            <ol class="steps">
              ${said.next.map((step) => html`<li>${step}</li>`)}
            </ol>
            <p>${said.canClose}</p>`
        : html`<p>${said.other}</p>`
    }`
}
