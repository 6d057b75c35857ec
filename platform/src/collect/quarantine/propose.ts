// SPDX-License-Identifier: AGPL-3.0-or-later
// One person proposes, another decides. The database moves the answers, with what they add to the cube, in the transaction of the
// decision (migration 0011); it refuses who would confirm their own proposal.
import type { Context } from '../../base/context.ts'
import { dayOf } from '../../base/day.ts'
import { audit } from '../../bodies/index.ts'
import { countProposed, findProposal, type Proposed } from './proposal.ts'

export interface Actor {
  readonly id: number
  readonly pseudonym: string
}

/** @returns the proposal's id; undefined when it would move nothing. The same one made twice is one. */
export async function propose(context: Context, actor: Actor, given: Proposed): Promise<number | undefined> {
  const { db, now } = context
  const { serviceId, touchpointId, act, reason, from, to, why } = given
  const [same] = await db<{ id: number }[]>`
    select id from collect.proposal
    where state = 'open' and proposed_by = ${actor.id} and service_id = ${serviceId} and touchpoint_id = ${touchpointId}
      and act = ${act} and held_for is not distinct from ${reason} and from_day = ${from} and to_day = ${to} and why = ${why}`
  if (same) return same.id
  const n = await countProposed(context, given)
  if (n === 0) return undefined
  const row = {
    ...{ service_id: serviceId, touchpoint_id: touchpointId, act, held_for: reason, from_day: from, to_day: to },
    ...{ n, why, proposed_by: actor.id, proposed_on: dayOf(now()) },
  }
  const [made] = await db<{ id: number }[]>`insert into collect.proposal ${db(row)} returning id`
  await note(context, 'quarantine.propose', actor, { ...given, id: made!.id }, { why, answers: n })
  return made!.id
}

/** own: nobody confirms what they proposed. gone: it is not open, or there is none. */
export type Decided = { readonly kind: 'done'; readonly moved: number } | { readonly kind: 'own' | 'gone' }

/** @param confirms false refuses it, or takes the own one back. */
export async function decide(context: Context, actor: Actor, id: number, confirms: boolean): Promise<Decided> {
  const { db, now } = context
  const open = await findProposal(context, { id, open: true })
  if (!open) return { kind: 'gone' }
  if (confirms && open.proposedBy === actor.id) return { kind: 'own' }
  const [row] = await db<{ moved: number | null }[]>`
    select collect.decide_proposal(${id}, ${actor.id}, ${dayOf(now())}, ${confirms}) as moved`
  const moved = row!.moved
  if (moved === null) return { kind: 'gone' }
  await note(context, confirms ? 'quarantine.confirm' : 'quarantine.refuse', actor, open, { moved })
  return { kind: 'done', moved }
}

/** An entry tells by itself what it is about, without the proposal. */
async function note(
  context: Context,
  act: 'quarantine.propose' | 'quarantine.confirm' | 'quarantine.refuse',
  actor: Actor,
  { id, serviceId, touchpointId, act: proposal, reason, from, to }: Proposed & { id: number },
  more: object,
): Promise<void> {
  const [place] = await context.db<{ bodyId: number; touchpoint: string | null }[]>`
    select body_id as "bodyId", (select code from bodies.touchpoint where id = ${touchpointId}) as touchpoint
    from bodies.service where id = ${serviceId}`
  const { bodyId = null, touchpoint = null } = place ?? {}
  await audit(context, {
    ...{ act, actor: actor.pseudonym, bodyId, subject: `proposal ${id}` },
    after: { proposal, touchpoint, heldFor: reason, from, until: to, ...more },
  })
}
