// SPDX-License-Identifier: AGPL-3.0-or-later
// The first question once more, for who comes back to correct it within the hour.
import { parseForm } from '@ascolto/questionnaire'
import type { FastifyReply } from 'fastify'
import type { Door } from './door.ts'
import { hasForeignField, problemTexts, readFields } from './fields.ts'
import { addresses, refuse, send, withoutAnswer, type LaterStep, type Shown } from './later-step.ts'
import { firstItems } from './screens.ts'
import { firstPage } from './views/first-page.ts'
import { words } from './words.ts'

export function showFirstAgain(_door: Door, step: LaterStep): FastifyReply {
  return sendFirstAgain(step, 200, { given: step.answered.given })
}

function sendFirstAgain(step: LaterStep, status: number, shown: Shown): FastifyReply {
  const { language, answered } = step
  const items = firstItems(answered.version.document)
  const main = firstPage({ action: addresses(step).first, items, language, problems: new Map(), ...shown })
  return send(step, { status, title: words[language].correctTitle, main, at: 'first' })
}

export async function takeFirstAgain(door: Door, step: LaterStep): Promise<FastifyReply> {
  const { found, language, receipt, answered, request, reply } = step
  const items = firstItems(answered.version.document)
  const fields = readFields(request)
  const { input, problems } = parseForm(answered.version.document, fields)
  const again = (status: number, shown: Omit<Shown, 'given'>): FastifyReply =>
    sendFirstAgain(step, status, { given: input, ...shown })
  if (hasForeignField(fields, items)) return again(422, { message: words[language].problemChanged })
  if (problems.length > 0) return again(422, { problems: problemTexts(language, items, problems) })
  const outcome = await door.correct(found, receipt, withoutAnswer(items, input))
  if (outcome.kind !== 'corrected') return refuse(step, outcome, items, again)
  return reply.redirect(addresses(step).second, 303)
}
