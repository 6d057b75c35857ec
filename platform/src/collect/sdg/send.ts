// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends the batches that wait. The unique id is written down before anything goes out under it, and the batch is noted as sent before
// it is: a process that dies anywhere leaves a batch that goes again under the same id, by which the receiver knows it for the
// same; one that was confirmed goes no more. Failures wait longer each time and never give up: the law wants the month.
import type { Context } from '../../base/context.ts'
import { payloadOf } from './feedback.ts'
import { minuteOf } from './minute.ts'
import { receiverOf, type Failure, type Receiver } from './receiver.ts'
import { beginSending, nameBatch, noteAccepted, noteFailure, takeBatch, type TakenBatch } from './store.ts'

/** Batches of one turn. */
const portion = 50
/** Minutes before the next attempt, by attempts made; from then on once a day. */
const waits = [1, 5, 15, 60, 240, 720]
const day = 1440

export async function sendBatches(context: Context, receiver: Receiver = receiverOf(context.config)): Promise<void> {
  if (context.config.sdgUrl === null) return
  for (let turn = 0; turn < portion; turn++) {
    const batch = await takeBatch(context)
    if (batch === undefined) return
    // When the receiver is away, the other batches would fare no better.
    if ((await sendBatch(context, receiver, batch)) === 'away') return
  }
}

async function sendBatch(context: Context, receiver: Receiver, batch: TakenBatch): Promise<Outcome> {
  if (batch.uniqueId === null) {
    const given = await receiver.uniqueId()
    // Not about the batch, whatever it says.
    if (!given.ok) return await fail(context, batch, given, 'waiting')
    if (!(await nameBatch(context, batch.id, given.text))) {
      return await fail(context, batch, { problem: 'unreadable', reason: 'unique-id' }, 'waiting')
    }
  }
  const outgoing = await beginSending(context, batch.id)
  // Gathered anew and gone meanwhile.
  if (outgoing === undefined) return 'done'
  const reply = await receiver.post(payloadOf(outgoing, context.now()))
  if (!reply.ok) return await fail(context, batch, reply, stateAfter(reply))
  await noteAccepted(context, batch.id, outgoing)
  return 'done'
}

type Outcome = 'done' | 'away'
type StateAfter = 'waiting' | 'sent' | 'refused'

/** Only an answer of the receiver itself tells that it did not take the batch. */
function stateAfter({ problem }: Failure): StateAfter {
  if (problem === 'refused') return 'refused'
  return problem === 'away' || problem === 'unreadable' ? 'sent' : 'waiting'
}

async function fail(
  context: Context,
  { id, attempts }: TakenBatch,
  { problem, reason, retryAfter = 0 }: Failure,
  state: StateAfter,
): Promise<Outcome> {
  // The kind alone: words of the receiver are for the page.
  context.log.warn({ event: 'collect.sdg.failed', problem })
  const wait = Math.max(waits[attempts] ?? day, Math.min(Math.ceil(retryAfter / 60), day))
  await noteFailure(context, id, { problem, reason, state, minute: minuteOf(context.now()) + wait })
  return state === 'refused' ? 'done' : 'away'
}
