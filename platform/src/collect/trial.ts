// SPDX-License-Identifier: AGPL-3.0-or-later
// Trying a touchpoint out. Its body gets an address that works for two days and nobody else can make: what is answered there
// is stored apart and never counted, and the body may see that it arrived, not what it says.
import { createHmac } from 'node:crypto'
import type { Language } from '@ascolto/questionnaire'
import type { Context } from '../base/context.ts'
import { keptSecret } from '../base/database/index.ts'
import { addDays, dayOf, type Day } from '../base/day.ts'
import { sameText } from '../base/http/index.ts'
import type { Touchpoint } from '../bodies/index.ts'

const secretName = 'trial'

export interface Trial {
  readonly day: Day
  readonly answers: number
}

/** Path of the trial form, good today and tomorrow. @param context with the platform's own rights. */
export async function trialPath(context: Context, { id, code }: Touchpoint, language: Language): Promise<string> {
  return `/v/${code}/${language}/prova/${sign(await keptSecret(context, secretName), id, dayOf(context.now()))}`
}

export async function isTrial(context: Context, { id }: Touchpoint, token: string): Promise<boolean> {
  const key = await keptSecret(context, secretName)
  const today = dayOf(context.now())
  return [today, addDays(today, -1)].some((day) => sameText(token, sign(key, id, day)))
}

/** Trial answers of a touchpoint by day, the last day first; for who may see that they arrived. */
export async function listTrials({ db }: Context, { id, serviceId }: Touchpoint): Promise<Trial[]> {
  return await db<Trial[]>`
    select day, count(*) as answers from collect.answer
    where service_id = ${serviceId} and touchpoint_id = ${id} and state = 'test'
    group by day order by day desc limit 30`
}

function sign(key: Buffer, touchpointId: number, day: Day): string {
  return createHmac('sha256', key).update(`${touchpointId} ${day}`).digest('base64url').slice(0, 22)
}
