// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests only: a batch of codes for a touchpoint of testCollect, and answers that bring one.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Context } from '../../base/context.ts'
import { findTouchpoint } from '../../bodies/index.ts'
import { codes as touchpoints, type testCollect } from '../testing.ts'
import { issueCodes, type Issued } from './index.ts'

export type Collect = Awaited<ReturnType<typeof testCollect>>

export async function tryToIssue(
  context: Context,
  given: object = {},
  secret: Buffer = randomBytes(32),
): Promise<Issued> {
  const found = (await findTouchpoint(context, touchpoints.procedure))!
  const whole = { number: '10', channel: 'email', expiresOn: '2026-03-31', note: 'Prova', ...given }
  return await issueCodes(context, { found, actor: { pseudonym: randomUUID() }, given: whole, secret, whole: context })
}

export async function issue(context: Context, given?: object, secret?: Buffer): Promise<readonly string[]> {
  const issued = await tryToIssue(context, given, secret)
  if (issued.kind !== 'issued') throw new Error(JSON.stringify(issued))
  return issued.codes
}

/** Posts the form of the touchpoint with this code. */
export function answer(collect: Collect, code: string | undefined, key: string = randomUUID(), ease = '4') {
  return collect.post(`/v/${touchpoints.procedure}`, { ease, key, ...(code !== undefined && { i: code }) })
}

export async function unspent({ db }: Pick<Context, 'db'>): Promise<number> {
  const [row] = await db<{ n: number }[]>`select count(*)::int as n from collect.unspent_code`
  return row!.n
}

/** How answers came: stream, channel and assurance, with their number. */
export async function answered({ db }: Pick<Context, 'db'>): Promise<Record<string, number>> {
  const rows = await db<{ how: string; n: number }[]>`
    select concat_ws(' ', stream, channel, assurance) as how, count(*)::int as n from collect.answer group by 1 order by 1`
  return Object.fromEntries(rows.map(({ how, n }) => [how, n]))
}
