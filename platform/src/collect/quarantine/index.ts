// SPDX-License-Identifier: AGPL-3.0-or-later
// What the gate kept apart, in groups and never answer by answer, and what becomes of it: one person proposes, another confirms.
// The database moves the answers, with what they add to the cube, in the transaction of the decision (migration 0011); it refuses
// who would confirm their own proposal.
import type { Context } from '../../base/context.ts'
import { dayOf, type Day } from '../../base/day.ts'
import type { Sql } from '../../base/database/index.ts'
import { audit } from '../../bodies/index.ts'
import type { HeldReason } from '../intake/index.ts'
import type { ProposalTerms } from './read-proposal.ts'

export * from './read-proposal.ts'

/** Where the answers are from, and in which words it is known. */
interface Whereabouts {
  readonly serviceId: number
  readonly touchpointId: number
  readonly service: string
  readonly touchpoint: string
  readonly code: string
}

export interface HeldGroup extends Whereabouts {
  readonly state: 'quarantined' | 'excluded'
  readonly reason: HeldReason
  readonly from: Day
  readonly to: Day
  readonly n: number
}

export interface Proposed extends ProposalTerms {
  readonly serviceId: number
  readonly touchpointId: number
}

export interface Actor {
  readonly id: number
  readonly pseudonym: string
}

/** What one person proposed; the others may decide it while it is open. */
export interface Proposal extends Whereabouts, ProposalTerms {
  readonly id: number
  readonly state: 'open' | 'confirmed' | 'refused'
  /** How many answers it was about when it was made. */
  readonly n: number
  /** How many it moved; null while it is open. */
  readonly moved: number | null
  readonly proposedBy: number
  readonly proposedOn: Day
}

/** @param touchpointId of one touchpoint; of all when absent. */
export async function listHeld({ db }: Context, touchpointId?: number): Promise<HeldGroup[]> {
  return await db<HeldGroup[]>`
    select held.service_id as "serviceId", touchpoint_id as "touchpointId", service.name as service,
           touchpoint.name as touchpoint, touchpoint.code, held.state, held_for as reason, from_day as from, to_day as to, n
    from collect.held_groups() held join bodies.service on service.id = held.service_id
      join bodies.touchpoint on touchpoint.id = held.touchpoint_id
    where ${touchpointId ?? null}::bigint is null or touchpoint_id = ${touchpointId ?? null}
    order by service.name, touchpoint.name, touchpoint_id, held.state desc, held_for`
}

/** Open ones first, then the latest. */
export async function listProposals({ db }: Context, limit: number): Promise<Proposal[]> {
  return await db<Proposal[]>`${proposals(db)} order by proposal.state <> 'open', proposal.id desc limit ${limit}`
}

export async function findProposal({ db }: Context, id: number): Promise<Proposal | undefined> {
  const [found] = await db<Proposal[]>`${proposals(db)} where proposal.id = ${id}`
  return found
}

const proposals = (db: Sql) => db`
  select proposal.id, proposal.service_id as "serviceId", touchpoint_id as "touchpointId", service.name as service,
         touchpoint.name as touchpoint, touchpoint.code, act, held_for as reason, from_day as from, to_day as to, why,
         proposal.state, n, moved, proposed_by as "proposedBy", proposed_on as "proposedOn"
  from collect.proposal join bodies.service on service.id = proposal.service_id
    join bodies.touchpoint on touchpoint.id = proposal.touchpoint_id`

/** @returns the proposal's id; undefined when it would move nothing. */
export async function propose(context: Context, actor: Actor, given: Proposed): Promise<number | undefined> {
  const { db, now } = context
  const { serviceId, touchpointId, act, reason, from, to, why } = given
  const [counted] = await db<{ n: number }[]>`
    select collect.count_proposed(${serviceId}, ${touchpointId}, ${act}, ${reason}, ${from}, ${to}) as n`
  const { n } = counted!
  if (n === 0) return undefined
  const row = {
    ...{ service_id: serviceId, touchpoint_id: touchpointId, act, held_for: reason, from_day: from, to_day: to },
    ...{ n, why, proposed_by: actor.id, proposed_on: dayOf(now()) },
  }
  const [made] = await db<{ id: number }[]>`insert into collect.proposal ${db(row)} returning id`
  await audit(context, {
    ...{ act: 'quarantine.propose', actor: actor.pseudonym, bodyId: await bodyOf(context, serviceId) },
    ...{ subject: `proposal ${made!.id}`, after: { ...given, n } },
  })
  return made!.id
}

/** own: nobody confirms what they proposed. gone: it is not open, or there is none. */
export type Decided = { readonly kind: 'done'; readonly moved: number } | { readonly kind: 'own' | 'gone' }

/** @param confirms false refuses it, or takes the own one back. */
export async function decide(context: Context, actor: Actor, proposal: number, confirms: boolean): Promise<Decided> {
  const { db, now } = context
  const [open] = await db<{ serviceId: number; by: number }[]>`
    select service_id as "serviceId", proposed_by as by from collect.proposal where id = ${proposal} and state = 'open'`
  if (!open) return { kind: 'gone' }
  if (confirms && open.by === actor.id) return { kind: 'own' }
  const [row] = await db<{ moved: number | null }[]>`
    select collect.decide_proposal(${proposal}, ${actor.id}, ${dayOf(now())}, ${confirms}) as moved`
  const moved = row!.moved
  if (moved === null) return { kind: 'gone' }
  const bodyId = await bodyOf(context, open.serviceId)
  await audit(context, {
    ...{ act: confirms ? 'quarantine.confirm' : 'quarantine.refuse', actor: actor.pseudonym, bodyId },
    ...{ subject: `proposal ${proposal}`, after: { moved } },
  })
  return { kind: 'done', moved }
}

async function bodyOf({ db }: Context, serviceId: number): Promise<number | null> {
  const [row] = await db<{ bodyId: number }[]>`select body_id as "bodyId" from bodies.service where id = ${serviceId}`
  return row?.bodyId ?? null
}
