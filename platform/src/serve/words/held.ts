// SPDX-License-Identifier: AGPL-3.0-or-later
// What is said of answers that are kept apart: why they are, and what somebody proposes to do about them.
import type { HeldReason, ProposalAct } from '../../collect/index.ts'
import texts from './held.json' with { type: 'json' }

type Names = Readonly<Record<string, string>>

/** A reason nobody has words for is called by its name. */
export function heldReasonName(reason: HeldReason | (string & {}), language: 'it' | 'en'): string {
  const names: Names = texts[language].reasons
  return names[reason] ?? reason
}

export function proposalActName(act: ProposalAct | (string & {}), language: 'it' | 'en'): string {
  const names: Names = texts[language].acts
  return names[act] ?? act
}
