// SPDX-License-Identifier: AGPL-3.0-or-later
// What one person proposes and another confirms or refuses, as it stands.
import type { Context } from '../../base/context.ts'
import type { Day } from '../../base/day.ts'
import type { HeldReason } from '../intake/index.ts'

export const proposalActs = ['release', 'exclude', 'withdraw'] as const
/** release: it counts after all; exclude: it never will; withdraw: what counted counts no more. */
export type ProposalAct = (typeof proposalActs)[number]

export interface Proposed {
  readonly serviceId: number
  readonly touchpointId: number
  readonly act: ProposalAct
  /** null for what counted. */
  readonly reason: HeldReason | null
  readonly from: Day
  readonly to: Day
  /** In words of who proposes, for who confirms. */
  readonly why: string
}

export interface Proposal extends Proposed {
  readonly id: number
  readonly serviceSlug: string
  readonly serviceName: string
  /** How many answers it was about when it was made. */
  readonly n: number
  readonly state: 'open' | 'confirmed' | 'refused'
  readonly proposedBy: number
  readonly proposedOn: Day
  readonly decidedBy: number | null
  readonly decidedOn: Day | null
  readonly moved: number | null
}

/** Which proposals: of one service, that one, or those that are open. */
export interface WhichProposals {
  readonly serviceId?: number | null
  readonly id?: number | null
  readonly open?: boolean
}

/** Open ones first, then the newest. */
export async function listProposals(
  { db }: Context,
  { serviceId = null, id = null, open = false }: WhichProposals,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ proposals: Proposal[]; total: number }> {
  const rows = await db<(Proposal & { total: number })[]>`
    select proposal.id, service_id as "serviceId", touchpoint_id as "touchpointId", slug as "serviceSlug", service.name as "serviceName",
           act, held_for as reason, from_day as from, to_day as to,
           why, n, proposal.state, proposed_by as "proposedBy", proposed_on as "proposedOn", decided_by as "decidedBy",
           decided_on as "decidedOn", moved, count(*) over () as total
    from collect.proposal join bodies.service on service.id = service_id
    where (${serviceId}::bigint is null or service_id = ${serviceId})
      and (${id}::bigint is null or proposal.id = ${id})
      and (not ${open} or proposal.state = 'open')
    order by proposal.state = 'open' desc, proposal.id desc limit ${limit} offset ${offset}`
  return { proposals: rows.map(({ total: _, ...proposal }) => proposal), total: rows[0]?.total ?? 0 }
}

export async function findProposal(context: Context, which: WhichProposals): Promise<Proposal | undefined> {
  return (await listProposals(context, which, { offset: 0, limit: 1 })).proposals[0]
}

/** How many proposals of others wait for this person. */
export async function countToConfirm({ db }: Context, account: number): Promise<number> {
  const [row] = await db<{ n: number }[]>`
    select count(*)::int as n from collect.proposal where state = 'open' and proposed_by <> ${account}`
  return row!.n
}

/** How many answers it would move now: more may have come since. */
export async function countProposed({ db }: Context, given: Omit<Proposed, 'why'>): Promise<number> {
  const { serviceId, touchpointId, act, reason, from, to } = given
  const [counted] = await db<{ n: number }[]>`
    select collect.count_proposed(${serviceId}, ${touchpointId}, ${act}, ${reason}, ${from}, ${to}) as n`
  return counted!.n
}
