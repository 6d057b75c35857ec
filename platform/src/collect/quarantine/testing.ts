// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests only: answers stored as the gate keeps them apart, each with one answer to the first question and no other.
import type { Sql } from '../../base/database/index.ts'
import type { HeldReason } from '../intake/index.ts'

export interface HeldAnswers {
  readonly serviceId: number
  readonly touchpointId: number
  readonly versionId: number
  readonly day: string
  readonly reason: HeldReason
  /** To the first question, one an answer. */
  readonly first: readonly number[]
  /** How many questions the version has. */
  readonly questions: number
}

export async function storeHeld(db: Sql, held: HeldAnswers): Promise<void> {
  const { serviceId, touchpointId, versionId, day, reason, first, questions } = held
  for (const code of first) {
    const codes = `{${Array<number>(questions).fill(-1).with(0, code).join(',')}}`
    await db`
      insert into collect.answer (service_id, day, id, touchpoint_id, version_id, stream, channel, device, user_kind,
                                  language, state, held_for, codes)
      values (${serviceId}, ${day}, gen_random_uuid(), ${touchpointId}, ${versionId}, 'invited', 'web', 'phone', 'unknown',
              'it', 'quarantined', ${reason}, ${codes}::smallint[])`
  }
}
