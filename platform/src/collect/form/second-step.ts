// SPDX-License-Identifier: AGPL-3.0-or-later
// The optional questions, shown and taken. They complete the answer that is stored already.
import { noAnswer, parseForm, type AnswerInput, type DocumentItem } from '@ascolto/questionnaire'
import type { FastifyReply } from 'fastify'
import { deviceOf } from './device.ts'
import type { Door } from './door.ts'
import { hasForeignField, problemTexts, readFields, type Fields } from './fields.ts'
import { addresses, refuse, send, withoutAnswer, type LaterStep, type Shown } from './later-step.ts'
import { firstItems, laterItems } from './screens.ts'
import { secondPage } from './views/second-page.ts'
import { words } from './words.ts'

export function showSecondStep(_door: Door, step: LaterStep): FastifyReply {
  return sendSecond(step, 200, { given: step.answered.given })
}

function sendSecond(step: LaterStep, status: number, shown: Shown): FastifyReply {
  const { language, answered } = step
  const at = addresses(step)
  const items = laterItems(answered.version.document).filter((item) => isAsked(item, answered.given))
  const main = secondPage({
    action: at.second,
    back: at.first,
    skip: at.thanks,
    items,
    language,
    problems: new Map(),
    ...shown,
  })
  return send(step, { status, title: words[language].moreTitle, main, at: 'second' })
}

export async function takeSecondStep(door: Door, step: LaterStep): Promise<FastifyReply> {
  const { found, language, receipt, answered, request, reply } = step
  const { document } = answered.version
  const items = laterItems(document)
  const fields = readFields(request)
  // The first answer decides which branch counts; it comes from what is stored, not from this form.
  const { input, problems } = parseForm(document, { ...fields, ...asFields(answered.given, firstItems(document)) })
  const again = (status: number, shown: Omit<Shown, 'given'>): FastifyReply =>
    sendSecond(step, status, { given: input, ...shown })
  if (hasForeignField(fields, items)) return again(422, { message: words[language].problemChanged })
  if (problems.length > 0) return again(422, { problems: problemTexts(language, items, problems) })
  const asked = items.filter((item) => isAsked(item, answered.given))
  const given = Object.fromEntries(Object.entries(input).filter(([id]) => asked.some((item) => item.id === id)))
  const outcome = await door.correct(found, receipt, withoutAnswer(asked, given))
  if (outcome.kind !== 'corrected') return refuse(step, outcome, items, again)
  const isFirstTime = !items.some(({ id }) => Object.hasOwn(answered.given, id))
  const saysSomething = Object.values(given).some((value) => value !== noAnswer)
  if (isFirstTime && saysSomething && !step.trial)
    door.counters.add('completed', found.touchpoint, { device: deviceOf(request.headers), ...answered.came })
  return reply.redirect(addresses(step).thanks, 303)
}

function isAsked({ showIf }: DocumentItem, given: AnswerInput): boolean {
  return showIf === undefined || showIf.codes.some((code) => given[showIf.item] === code)
}

function asFields(given: AnswerInput, items: readonly DocumentItem[]): Fields {
  return Object.fromEntries(items.map(({ id }) => [id, id in given ? String(given[id]) : undefined]))
}
