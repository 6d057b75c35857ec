// SPDX-License-Identifier: AGPL-3.0-or-later
// The end of the road. It stays readable after the hour, without the way to correct.
import type { FastifyReply } from 'fastify'
import type { Door } from './door.ts'
import { addresses, send, type HeldStep } from './later-step.ts'
import { thanksPage } from './views/thanks-page.ts'
import { words } from './words.ts'

export async function showThanks(door: Door, step: HeldStep): Promise<FastifyReply> {
  const { found, language, receipt } = step
  const answered = await door.answered(receipt)
  const trial = typeof answered !== 'string' && answered.trial
  const main = thanksPage({
    language,
    receipt: receipt.id
      .slice(0, 12)
      .toUpperCase()
      .replace(/.{4}(?=.)/g, '$&-'),
    correct: door.intake.isExpired(receipt) ? undefined : addresses(step).first,
    results: `/servizi/${found.service.slug}`,
    // A number to please: while the database is away the thanks come without it.
    voices: trial ? 0 : await door.counters.answeredInMonth(receipt.serviceId, receipt.day).catch(() => 0),
    trial,
  })
  return send({ ...step, trial }, { status: 200, title: words[language].doneTitle, main, at: 'thanks' })
}
