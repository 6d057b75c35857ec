// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests only: answers that are kept apart already.
import type { Context } from '../../base/context.ts'
import type { Day } from '../../base/day.ts'
import type { HeldReason } from '../intake/index.ts'

interface Held {
  readonly touchpoint: { readonly id: number; readonly serviceId: number }
  readonly versionId: number
  readonly reason: HeldReason
  readonly day: Day
  readonly n: number
}

export async function holdAnswers({ db }: Context, { touchpoint, versionId, reason, day, n }: Held): Promise<void> {
  await db`
    insert into collect.answer (service_id, day, id, touchpoint_id, version_id, source_id, stream, channel, device, user_kind,
                                language, state, held_for, codes)
    select ${touchpoint.serviceId}, ${day}, gen_random_uuid(), ${touchpoint.id}, ${versionId}, 0, 'spontaneous', 'web', 'phone',
           'unknown', 'it', 'quarantined', ${reason}, '{5}'
    from generate_series(1, ${n}::int)`
}
