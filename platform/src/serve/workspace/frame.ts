// SPDX-License-Identifier: AGPL-3.0-or-later
// What every page of the workspace has: the frame, the menu of what the person may open, and never a copy in a cache.
import type { FastifyReply } from 'fastify'
import { html, type Html } from '../../base/html/index.ts'
import { formToken, type Access, type Role } from '../../bodies/index.ts'
import { layout } from '../layout/index.ts'
import texts from './texts/frame.json' with { type: 'json' }
import { say, type WorkspaceLanguage } from './words.ts'

export interface WorkspacePage {
  readonly title: string
  readonly content: Html
  readonly demo?: boolean
  /** 400 when a form comes back with faults. */
  readonly status?: number
  /** Whether the page brings a script of ours. */
  readonly scripts?: boolean
  /** Belongs into the head of the document. */
  readonly head?: Html
}

interface Framed extends WorkspacePage {
  /** Who is logged in; absent on pages before the log-in. */
  readonly access?: Pick<Access, 'account' | 'memberships' | 'token' | 'viewed'>
  readonly language?: WorkspaceLanguage
}

export function sendPage(reply: FastifyReply, page: Framed): FastifyReply {
  const { title, content, demo = false, status = 200, scripts = false, head, access } = page
  const language = access?.account.language ?? page.language ?? 'it'
  const bar = access && menu(access, language)
  // The title is what a screen reader says first: it must not sound like a page where all is well.
  const spoken = status < 400 ? title : `${say(texts, language).error}: ${title}`
  return reply
    .status(status)
    .header('cache-control', 'no-store')
    .page(
      layout({ title: spoken, current: 'area', demo, language, ...(bar && { bar }), ...(head && { head }) }, content),
      {
        assets: true,
        scripts,
      },
    )
}

type Viewed = NonNullable<Access['viewed']>

interface Entry {
  readonly address: string
  readonly name: string
  readonly roles: readonly Role[]
}

function menu(
  { account, memberships, token, viewed }: NonNullable<Framed['access']>,
  language: WorkspaceLanguage,
): Html {
  const said = say(texts, language)
  const entries: readonly Entry[] = [
    { address: '/area/programma', name: said.programme, roles: ['programme-manager', 'publisher'] },
    { address: '/area/modello', name: said.model, roles: ['methodologist', 'programme-manager'] },
    {
      address: '/area/messe-da-parte',
      name: said.held,
      roles: ['programme-manager', 'methodologist', 'publisher'],
    },
    { address: '/area/assistenza', name: said.support, roles: ['support'] },
    { address: '/area/registro', name: said.log, roles: ['auditor'] },
  ]
  const open = entries.filter(({ roles }) =>
    memberships.some(({ bodyId, role }) => bodyId === null && roles.includes(role)),
  )
  const formField = html`<input type="hidden" name="_csrf" value="${formToken(token)}" />`
  return html`<nav class="bar" aria-label="${said.areaMenu}">
    <ul>
      <li><a href="/area">${said.mine}</a></li>
      ${open.map(({ address, name }) => html`<li><a href="${address}">${name}</a></li>`)}
    </ul>
    <ul>
      <li><a href="/area/profilo">${account.name || said.profile}</a></li>
      <li>
        <form method="post" action="/area/lingua" class="inline">
          ${formField}<input type="hidden" name="language" value="${said.otherCode}" />
          <button class="button-plain" lang="${said.otherCode}">${said.otherLanguage}</button>
        </form>
      </li>
      <li>
        <form method="post" action="/area/uscita" class="inline">
          ${formField}<button class="button-plain">${said.logout}</button>
        </form>
      </li>
    </ul>
    ${viewed === null ? '' : viewingNotice(said, viewed, formField)}
  </nav>`
}

function viewingNotice(said: (typeof texts)['it'], { ipaCode, name }: Viewed, formField: Html): Html {
  return html`<div class="notice notice-warm viewing">
    <p>${said.viewing} <a href="/area/enti/${ipaCode}">${name}</a>${said.viewingLimits}</p>
    <form method="post" action="/area/assistenza/fine">
      ${formField}<button class="button-quiet">${said.stopViewing}</button>
    </form>
  </div>`
}

/** The way back up, as a list of links. */
export function crumbs(language: WorkspaceLanguage, ...links: readonly { address: string; name: string }[]): Html {
  return html`<nav aria-label="${say(texts, language).path}" class="crumb">
    <ol>
      ${[home(language), ...links].map(({ address, name }) => html`<li><a href="${address}">${name}</a></li>`)}
    </ol>
  </nav>`
}

export function home(language: WorkspaceLanguage): { address: string; name: string } {
  return { address: '/area', name: say(texts, language).area }
}
