// SPDX-License-Identifier: AGPL-3.0-or-later
// A proposal as a form gives it. Of several faults each names its field.
import { isDay, type Day } from '../../base/day.ts'
import { heldReasons, type HeldReason } from '../intake/index.ts'

export const proposalActs = ['release', 'exclude', 'withdraw'] as const
/** release: it counts after all; exclude: it never will; withdraw: what counted counts no more. */
export type ProposalAct = (typeof proposalActs)[number]

export interface ProposalTerms {
  readonly act: ProposalAct
  /** null for what counted. */
  readonly reason: HeldReason | null
  readonly from: Day
  readonly to: Day
  /** In words of who proposes, for who confirms. */
  readonly why: string
}

const longestWhy = 1000

export function readProposal(
  given: Readonly<Record<string, unknown>>,
): { readonly terms: ProposalTerms } | { readonly faults: readonly (keyof ProposalTerms)[] } {
  const act = proposalActs.find((known) => known === given['act'])
  const reason = act === 'withdraw' ? null : heldReasons.find((known) => known === given['reason'])
  const text = (field: string): string =>
    typeof given[field] === 'string' ? given[field].replaceAll('\0', '').trim() : ''
  const [from, to, why] = [text('from'), text('to'), text('why')]
  const faults: (keyof ProposalTerms)[] = []
  if (act === undefined) faults.push('act')
  if (reason === undefined) faults.push('reason')
  if (!isDay(from)) faults.push('from')
  if (!isDay(to) || (isDay(from) && to < from)) faults.push('to')
  if (why === '' || why.length > longestWhy) faults.push('why')
  if (act === undefined || reason === undefined || !isDay(from) || !isDay(to) || faults.length > 0) return { faults }
  return { terms: { act, reason, from, to, why } }
}
