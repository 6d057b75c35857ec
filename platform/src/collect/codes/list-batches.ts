// SPDX-License-Identifier: AGPL-3.0-or-later
// Batches of a touchpoint, for who may see its answers. The database tells how many were used in whole tens only.
import type { Context } from '../../base/context.ts'
import type { Day } from '../../base/day.ts'
import type { Touchpoint } from '../../bodies/index.ts'

export interface CodeBatch {
  readonly id: string
  readonly issued: number
  readonly madeOn: Day
  readonly expiresOn: Day
  readonly note: string
  /** At least so many; in tens, and 0 for fewer than ten. */
  readonly used: number
}

export async function listBatches({ db }: Context, { id, serviceId }: Touchpoint): Promise<CodeBatch[]> {
  return await db<CodeBatch[]>`
    select replace(id::text, '-', '') as id, issued, made_on as "madeOn", expires_on as "expiresOn", note, used
    from collect.list_code_batches(${serviceId}, ${id})`
}
