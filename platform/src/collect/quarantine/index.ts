// SPDX-License-Identifier: AGPL-3.0-or-later
// What the gate kept apart, in groups and never answer by answer, and what becomes of it: one person proposes, another confirms.
// The database moves the answers, with what they add to the cube, in the transaction of the decision (migration 0011); it refuses
// who would confirm their own proposal.
import type { Context } from '../../base/context.ts'
import { dayOf, type Day } from '../../base/day.ts'
import { audit } from '../../bodies/index.ts'
import type { HeldReason } from '../intake/index.ts'

export const proposalActs = ['release', 'exclude', 'withdraw'] as const
/** release: it counts after all; exclude: it never will; withdraw: what counted counts no more. */
export type ProposalAct = (typeof proposalActs)[number]

export interface HeldGroup {
  readonly serviceId: number
  readonly touchpointId: number
  readonly state: 'quarantined' | 'excluded'
  readonly reason: HeldReason
  readonly from: Day
  readonly to: Day
  readonly n: number
}

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

export interface Actor {
  readonly id: number
  readonly pseudonym: string
}

export async function listHeld({ db }: Context): Promise<HeldGroup[]> {
  return await db<HeldGroup[]>`
    select service_id as "serviceId", touchpoint_id as "touchpointId", state, held_for as reason, from_day as from, to_day as to, n
    from collect.held_groups() order by service_id, touchpoint_id, state, held_for`
}

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
