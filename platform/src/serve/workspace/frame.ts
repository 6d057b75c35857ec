// SPDX-License-Identifier: AGPL-3.0-or-later
// What every page of the workspace has: its permission, the frame, and never a copy in a cache.
import type { FastifyReply } from 'fastify'
import { html, type Html } from '../../base/html/index.ts'
import { layout } from '../layout/index.ts'

export const operatorPage = { config: { permission: 'operator' } } as const

export interface WorkspacePage {
  readonly title: string
  readonly content: Html
  readonly demo?: boolean
  /** 400 when a form comes back with faults. */
  readonly status?: number
}

export function sendPage(
  reply: FastifyReply,
  { title, content, demo = false, status = 200 }: WorkspacePage,
): FastifyReply {
  // The title is what a screen reader says first: it must not sound like a page where all is well.
  const said = status < 400 ? title : `Errore: ${title}`
  return reply
    .status(status)
    .header('cache-control', 'no-store')
    .page(layout({ title: said, current: 'area', demo }, content), { assets: true })
}

/** The way back up, as a list of links. */
export function crumbs(...links: readonly { address: string; name: string }[]): Html {
  return html`<nav aria-label="Percorso" class="crumb">
    <ol>
      ${links.map(({ address, name }) => html`<li><a href="${address}">${name}</a></li>`)}
    </ol>
  </nav>`
}

export const home = { address: '/area', name: 'Area degli enti' }
