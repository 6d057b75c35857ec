// SPDX-License-Identifier: AGPL-3.0-or-later
// A link that opens nothing: kindly, why, and what to do.
import type { FastifyReply } from 'fastify'
import { html } from '../../../../base/html/index.ts'
import { sendPage } from '../../frame.ts'
import { say, type WorkspaceLanguage } from '../../words.ts'
import texts from './spent.json' with { type: 'json' }

export type Spent = 'used' | 'revoked' | 'expired' | 'unknown'

export function sendSpent(reply: FastifyReply, why: Spent, language: WorkspaceLanguage): FastifyReply {
  const said = say(texts, language)
  const { title, words } = said[why]
  const content = html`<h1>${title}</h1>
    <p class="lead">${words}</p>
    <p>${said.ask}</p>
    <p><a class="button button-quiet" href="/area/accesso">${said.login}</a></p>`
  return sendPage(reply, { title, language, content, status: why === 'unknown' ? 404 : 410 })
}
