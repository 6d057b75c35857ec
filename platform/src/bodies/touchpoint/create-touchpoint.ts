// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes and changes the places where a service asks. The code is drawn at random: it tells nothing and is hard to guess,
// short enough for paper, without letters that look like digits.
import { randomInt } from 'node:crypto'
import type { Context } from '../../base/context.ts'
import { attempt } from '../../base/database/index.ts'
import { dayOf } from '../../base/day.ts'
import type { Service, Touchpoint } from '../body.ts'
import type { Made } from '../made.ts'
import { problemAt, type Given } from '../read-fields.ts'
import { forgetTouchpoints } from './find-touchpoint.ts'
import { changeTouchpoint, insertTouchpoint } from './store.ts'
import { readTouchpoint } from './touchpoint-input.ts'

const letters = '0123456789abcdefghjkmnpqrstvwxyz'
const codeLength = 7

export async function createTouchpoint(context: Context, service: Service, given: Given): Promise<Made<Touchpoint>> {
  const read = readTouchpoint(given, context.language)
  if (!read.ok) return read
  const more = { serviceId: service.id, demo: service.demo, createdOn: dayOf(context.now()) }
  for (;;) {
    const made = await orNamesake(
      attempt(context.db, (db) => insertTouchpoint(db, read.value, { ...more, code: drawCode() })),
    )
    if (made === 'namesake') return problemAt('name', 'touchpointNamesake', context.language)
    if (made) return { ok: true, value: made }
  }
}

export async function updateTouchpoint(
  context: Context,
  touchpoint: Touchpoint,
  given: Given,
): Promise<Made<Touchpoint>> {
  const read = readTouchpoint({ ...touchpoint, ...given }, context.language)
  if (!read.ok) return read
  const changed = await orNamesake(attempt(context.db, (db) => changeTouchpoint(db, touchpoint.id, read.value)))
  if (changed === 'namesake') return problemAt('name', 'touchpointNamesake', context.language)
  forgetTouchpoints(context)
  return { ok: true, value: changed }
}

async function orNamesake<Result>(act: Promise<Result>): Promise<Result | 'namesake'> {
  return await act.catch((error: { constraint_name?: string }) => {
    if (error.constraint_name === 'touchpoint_service_id_name_key') return 'namesake' as const
    throw error
  })
}

function drawCode(): string {
  return Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('')
}
