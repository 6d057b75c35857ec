// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages about one adhesion have in common: their addresses, and what is known of it and of the body.
import { notFound } from '../../../../base/errors.ts'
import type { Html } from '../../../../base/html/index.ts'
import { adhesionWithBody, type Adhesion, type Body, type Decision } from '../../../../bodies/index.ts'
import { instantWords } from '../../../words/dates.ts'
import { idOf } from '../../find-subject.ts'
import { factsTable } from '../../lists/index.ts'
import type { Call } from '../../route.ts'
import { say } from '../../words.ts'
import { programmePath } from '../place.ts'
import texts from './adhesions.json' with { type: 'json' }

export interface AdhesionOfBody {
  readonly adhesion: Adhesion
  readonly body: Body
  /** Addresses of the registry. */
  readonly pec: readonly string[]
}

export async function adhesionIn({ context, params }: Call): Promise<AdhesionOfBody> {
  const found = await adhesionWithBody(context, idOf(params['id']))
  if (!found) throw notFound()
  return found
}

export const adhesionUrl = `${programmePath}/adesioni/:id`

export function adhesionPath({ id }: Pick<Adhesion, 'id'>): string {
  return `${programmePath}/adesioni/${id}`
}

export const decisionNames: Readonly<Record<Decision, string>> = {
  refuse: 'rifiuta',
  suspend: 'sospendi',
  reopen: 'riattiva',
  close: 'chiudi',
}

export function decisionPath(adhesion: Pick<Adhesion, 'id'>, decision: Decision): string {
  return `${adhesionPath(adhesion)}/${decisionNames[decision]}`
}

export function facts({ language }: Call, { adhesion, body, pec }: AdhesionOfBody): Html {
  const said = say(texts, language)
  const { requesterName, requesterEmail, requesterOffice, sentTo, linkUntil, agreementVersion, acceptedBy } = adhesion
  const when = (instant: Date | null): string => (instant === null ? '' : instantWords(instant, language))
  const rows: readonly (readonly [string, string])[] = [
    [said.stage, said.states[adhesion.state]],
    [said.reason, adhesion.reason ?? ''],
    [said.asked, when(adhesion.requestedAt)],
    [said.askedBy, [requesterName, requesterOffice, requesterEmail].filter(Boolean).join(', ')],
    [said.code, body.ipaCode],
    [said.registry, body.state === 'closed' ? said.registryClosed : ''],
    [said.pec, pec.join(', ') || said.noPec],
    [said.sentTo, sentTo ?? ''],
    [said.linkUntil, when(linkUntil)],
    [said.decided, when(adhesion.decidedAt)],
    [said.agreement, [agreementVersion ?? '', when(adhesion.acceptedAt), acceptedBy ?? ''].filter(Boolean).join(', ')],
  ]
  return factsTable(said.facts, rows)
}
