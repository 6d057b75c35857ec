// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests only: a batch of codes for a touchpoint of testCollect, and answers that bring one.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Context } from '../../base/context.ts'
import { findTouchpoint } from '../../bodies/index.ts'
import { codes as touchpoints, type testCollect } from '../testing.ts'
import { issueCodes, type Wanted } from './index.ts'

export type Collect = Awaited<ReturnType<typeof testCollect>>

export async function issue(context: Context, wanted: Partial<Wanted> = {}, seed = randomBytes(32)): Promise<readonly string[]> {
  const found = (await findTouchpoint(context, touchpoints.procedure))!
  const whole = { number: 10, expiresOn: '2026-03-31', note: 'Prova', ...wanted }
  return (await issueCodes(context, context, found, whole, { actor: randomUUID() }, seed)).codes
}

/** Posts the form of the touchpoint with this code. */
export function answer(collect: Collect, code: string | undefined, key: string = randomUUID(), ease = '4') {
  return collect.post(`/v/${touchpoints.procedure}`, { ease, key, ...(code !== undefined && { i: code }) })
}

export async function unspent({ db }: Pick<Context, 'db'>): Promise<number> {
  const [row] = await db<{ n: number }[]>`select count(*)::int as n from collect.unspent_code`
  return row!.n
}

/** How answers came, by assurance. */
export async function answered({ db }: Pick<Context, 'db'>): Promise<Record<string, number>> {
  const rows = await db<{ assurance: string; n: number }[]>`
    select assurance, count(*)::int as n from collect.answer group by 1 order by 1`
  return Object.fromEntries(rows.map(({ assurance, n }) => [assurance, n]))
}
