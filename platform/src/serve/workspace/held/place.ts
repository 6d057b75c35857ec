// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages about answers kept apart have in common: where they are, and what a proposal is called.
import type { Day } from '../../../base/day.ts'
import type { Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import { isAllowed, type Body, type Service } from '../../../bodies/index.ts'
import type { Proposal, ProposalAct } from '../../../collect/index.ts'
import { longDay, periodWords } from '../../words/dates.ts'
import { counted } from '../../words/numbers.ts'
import { crumbs } from '../frame.ts'
import type { Call } from '../route.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './held.json' with { type: 'json' }

/** For who decides: all that waits. */
export const heldPath = '/area/messe-da-parte'
export const heldUrl = '/area/servizi/:slug/messe-da-parte'
export const proposalUrl = `${heldUrl}/proposte/:id`

export const actNames: Readonly<Record<ProposalAct, string>> = {
  release: 'conta',
  exclude: 'escludi',
  withdraw: 'togli',
}

export function pathOf(slug: string): string {
  return `/area/servizi/${slug}/messe-da-parte`
}

export function proposePath(slug: string, act: ProposalAct): string {
  return `${pathOf(slug)}/${actNames[act]}`
}

export function proposalPath(slug: string, { id }: Pick<Proposal, 'id'>): string {
  return `${pathOf(slug)}/proposte/${id}`
}

export interface ServiceOfBody {
  readonly service: Service
  readonly body: Body
}

/** Below the service for who may open it, else below all that is kept apart; `inside` is for the pages below the list. */
export function heldCrumbs({ access, language }: Call, { service, body }: ServiceOfBody, inside = false): Html {
  const said = say(texts, language)
  const reads = isAllowed(access, 'service.read')
  const way = reads
    ? [
        { address: `/area/enti/${body.ipaCode}`, name: body.name },
        { address: `/area/servizi/${service.slug}`, name: service.name },
      ]
    : [{ address: heldPath, name: said.title }]
  const list = { address: pathOf(service.slug), name: reads ? said.title : service.name }
  return crumbs(language, ...way, ...(inside ? [list] : []))
}

/** "12 risposte da escludere". */
export function proposalWords({ act, n }: Pick<Proposal, 'act' | 'n'>, language: WorkspaceLanguage): string {
  const said = say(texts, language)
  return fill(said.acts[act].words, { n: counted(n, said.oneAnswer, said.manyAnswers) })
}

export function daysWords({ from, to }: { from: Day; to: Day }, language: WorkspaceLanguage): string {
  if (language === 'it') return periodWords({ from, to })
  return from === to ? longDay(from, language) : `${longDay(from, language)} – ${longDay(to, language)}`
}
