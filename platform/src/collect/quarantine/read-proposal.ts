// SPDX-License-Identifier: AGPL-3.0-or-later
// What somebody writes who proposes something about answers of a service.
import type { Context } from '../../base/context.ts'
import { Fields, type Given, type Made, type Touchpoint } from '../../bodies/index.ts'
import { heldReasons, type HeldReason } from '../intake/index.ts'
import type { ProposalAct, Proposed } from './proposal.ts'

export interface About {
  readonly serviceId: number
  readonly act: ProposalAct
  readonly touchpoints: readonly Touchpoint[]
}

export function readProposal(
  given: Given,
  { serviceId, act, touchpoints }: About,
  language: Context['language'],
): Made<Proposed> {
  const fields = new Fields(given, language)
  const places = touchpoints.map(({ code, name }) => ({ code, label: name }))
  const reasons = heldReasons.map((code) => ({ code, label: code }))
  const code = fields.term('touchpoint', places, undefined)
  const reason = act === 'withdraw' ? null : (fields.term('heldFor', reasons, undefined) as HeldReason)
  const period = fields.period('from', 'to')
  const why = fields.text('why', { longest: 1000, required: true, lines: true })
  return fields.done(() => {
    const touchpointId = touchpoints.find((touchpoint) => touchpoint.code === code)!.id
    return { serviceId, touchpointId, act, reason, ...period, why }
  })
}
