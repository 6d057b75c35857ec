// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages that ask nothing: each says what happened and what to do, in the person's language, without blame.
import type { Language } from '@ascolto/questionnaire'
import type { FastifyReply } from 'fastify'
import { html } from '../../base/html/index.ts'
import { nameOf, type Found } from '../subject.ts'
import { page } from './views/page.ts'
import { words } from './words.ts'

const statuses = { unknown: 404, lost: 404, paused: 404, closed: 410, expired: 410, away: 503 } as const
export type Notice = keyof typeof statuses

const awaySeconds = 5

export function sendNotice(reply: FastifyReply, notice: Notice, language: Language, found?: Found): FastifyReply {
  const said = words[language]
  const title = said[`${notice}Title`]
  const main = html`<h1>${title}</h1>
<p>${said[`${notice}Text`]}</p>
${found === undefined ? '' : html`<p><a href="/servizi/${found.service.slug}">${said.results}</a></p>`}`
  if (notice === 'away') reply.header('retry-after', String(awaySeconds))
  return reply
    .status(statuses[notice])
    .header('cache-control', 'no-store')
    .page(page({ language, nonce: reply.nonce, title, ...(found && { subject: nameOf(found) }), main }))
}
