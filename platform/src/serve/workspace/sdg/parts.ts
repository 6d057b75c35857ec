// SPDX-License-Identifier: AGPL-3.0-or-later
// What both pages say: that sending is off, how many services are in the gateway, what went wrong, when it goes on.
import { html, type Html } from '../../../base/html/index.ts'
import { countInGateway, instantOf, type TroubledBatch } from '../../../collect/index.ts'
import { instantWords } from '../../words/dates.ts'
import { counted } from '../../words/numbers.ts'
import type { Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './sdg.json' with { type: 'json' }

/** @param bodyId counts its services alone. */
export async function standing({ context, language }: Call, bodyId?: number): Promise<Html> {
  const said = say(texts, language)
  const services = await countInGateway(context, bodyId)
  const words = services === 0 ? said.noServices : `${counted(services, said.oneService, said.manyServices)}.`
  return html`${context.config.sdgUrl === null ? html`<p class="notice notice-warm">${said.off}</p>` : ''}
    <p>${words}</p>`
}

/** The kind of problem in our words, and what the receiver or the network said in its own. */
export function problemWords(
  { problem, reason }: Pick<TroubledBatch, 'problem' | 'reason'>,
  { language }: Pick<Call, 'language'>,
): Html {
  return html`${say(texts, language).problems[problem]} <small class="hash" lang="en">${reason}</small>`
}

export function nextWords(minute: number | null, { context, language }: Call): string {
  if (minute === null || context.config.sdgUrl === null) return '–'
  const next = instantOf(minute)
  return next <= context.now() ? say(texts, language).soon : instantWords(next, language)
}
