// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes a batch of one-time codes. They are made from a seed that is kept nowhere: whoever asks once more with the same seed gets
// the same codes, and the database holds only their hashes, so nobody else can make them again.
import { hash } from 'node:crypto'
import type { Context } from '../../base/context.ts'
import { dayOf, type Day } from '../../base/day.ts'
import { audit, type FoundTouchpoint } from '../../bodies/index.ts'
import { hashCode, makeCode } from './code-text.ts'
import { codesKey } from './key.ts'

/** fewest: of fewer, how many were used would tell who answered. days: for how many a code may be good. */
export const codeLimits = { fewest: 10, most: 10_000, days: 366, note: 200 } as const

export interface Wanted {
  readonly number: number
  /** The last day on which they are good. */
  readonly expiresOn: Day
  readonly note: string
}

/** Who asks: a person by the pseudonym, or a program by the beginning of its key. */
export type Asker = { readonly actor: string } | { readonly key: string }

export interface Issued {
  readonly batch: string
  readonly codes: readonly string[]
  /** Whether they were made now. */
  readonly fresh: boolean
}

/**
 * Must run in a transaction, with the rights of who asks.
 * @param whole context with the platform's own rights, which alone can sign a code.
 * @param seed 32 bytes: the same for a request that is sent twice.
 */
export async function issueCodes(
  context: Context,
  whole: Context,
  { touchpoint, body }: FoundTouchpoint,
  wanted: Wanted,
  asker: Asker,
  seed: Buffer,
): Promise<Issued> {
  const key = await codesKey(whole)
  const { code, id, serviceId } = touchpoint
  const codes = Array.from({ length: wanted.number }, (_, place) => makeCode(key, seed, place, code, wanted.expiresOn))
  const batch = batchOf(seed, wanted)
  const [row] = await context.db<{ fresh: boolean }[]>`
    select collect.issue_codes(${serviceId}, ${id}, ${batch}, ${codes.map((text) => hashCode(code, text))}::text[],
                               ${dayOf(context.now())}, ${wanted.expiresOn}, ${wanted.note}) as fresh`
  const { fresh } = row!
  if (fresh)
    await audit(context, {
      ...{ act: 'code.issue', bodyId: body.id, subject: `touchpoint ${code}` },
      ...('actor' in asker && { actor: asker.actor }),
      after: { ...('key' in asker && { key: asker.key }), batch, ...wanted },
    })
  return { batch, codes, fresh }
}

/** Says nothing of the seed. The same seed with another wish is another batch. */
function batchOf(seed: Buffer, { number, expiresOn }: Wanted): string {
  return hash('sha256', `batch ${seed.toString('hex')} ${number} ${expiresOn}`).slice(0, 32)
}

/** The path under which a code is used. */
export function invitationPath(touchpoint: string, code: string): string {
  return `/v/${touchpoint}?i=${code}`
}
