// SPDX-License-Identifier: AGPL-3.0-or-later
// Batches of a touchpoint, for who may see its answers. The database tells how many were used in whole tens only.
import type { Context } from '../../base/context.ts'
import { dayOf, type Day } from '../../base/day.ts'
import type { Touchpoint } from '../../bodies/index.ts'
import type { CodeChannel } from './code-text.ts'

export interface CodeBatch {
  /** 32 hexadecimal digits. */
  readonly id: string
  readonly channel: CodeChannel
  readonly issued: number
  readonly madeOn: Day
  readonly expiresOn: Day
  readonly note: string
  readonly revokedOn: Day | null
  readonly state: 'good' | 'over' | 'revoked'
  /** At least so many, in tens; 0 for fewer than ten. */
  readonly used: number
}

export async function listBatches({ db, now }: Context, { id, serviceId }: Touchpoint): Promise<CodeBatch[]> {
  return await db<CodeBatch[]>`
    select replace(id::text, '-', '') as id, channel, issued, made_on as "madeOn", expires_on as "expiresOn", note,
           revoked_on as "revokedOn", used,
           case when revoked_on is not null then 'revoked' when expires_on < ${dayOf(now())} then 'over' else 'good' end as state
    from collect.list_code_batches(${serviceId}, ${id})`
}
