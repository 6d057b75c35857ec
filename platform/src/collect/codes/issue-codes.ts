// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes a batch of one-time codes and shows them, once. They come from a secret of the form that asked, which is kept nowhere: the
// same form sent twice gets the same codes for a few minutes, and the database holds only hashes, so nobody makes them again.
import { createHmac, hash } from 'node:crypto'
import { belonging } from '../../base/memory/belonging.ts'
import type { Context } from '../../base/context.ts'
import { dayOf, type Day } from '../../base/day.ts'
import {
  audit,
  channels,
  Fields,
  type Account,
  type FoundTouchpoint,
  type Given,
  type Problem,
} from '../../bodies/index.ts'
import { codeChannels, hashCode, makeCode, type CodeChannel } from './code-text.ts'
import { codesKey } from './key.ts'

/** fewest: of fewer, how many were used would tell who answered. days: for how many a code may be good. */
export const codeLimits = { fewest: 10, most: 10_000, days: 366, note: 200 } as const

/** How an invitation reaches people, with its name. */
export const invitationChannels = codeChannels.map((code) => channels.find((term) => term.code === code)!)

const shownMinutes = 10
/** When a batch was made, as long as it may be shown again; by its id. The database holds the day alone. */
const shown = belonging<object, Map<string, number>>(() => new Map())

export interface Issuing {
  readonly found: FoundTouchpoint
  readonly actor: Pick<Account, 'pseudonym'>
  readonly given: Given
  /** 32 bytes: the same for a form that is sent twice. */
  readonly secret: Buffer
  /** With the platform's own rights, which alone can sign a code. */
  readonly whole: Context
}

export interface Wanted {
  readonly number: number
  /** The last day on which they are good. */
  readonly expiresOn: Day
  readonly channel: CodeChannel
  readonly note: string
}

/** codes: shown once and kept nowhere. spent: the form was sent again, long after its codes were shown. */
export type Issued =
  | { readonly kind: 'issued'; readonly batch: string; readonly codes: readonly string[] }
  | { readonly kind: 'spent' }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

/** Must run in a transaction, with the rights of who asks. */
export async function issueCodes(context: Context, issuing: Issuing): Promise<Issued> {
  const { found, actor, given, secret, whole } = issuing
  const { touchpoint, body } = found
  const read = readWanted(context, given)
  if (!read.ok) return { kind: 'faulty', problems: read.problems }
  const wanted = read.value
  const key = await codesKey(whole)
  const subject = { ...wanted, touchpoint: touchpoint.code }
  const seed = seedOf(secret, wanted)
  const codes = Array.from({ length: wanted.number }, (_, place) => makeCode(key, seed, place, subject))
  // Says nothing of the seed.
  const batch = hash('sha256', `batch ${seed.toString('hex')}`).slice(0, 32)
  const hashes = codes.map((text) => hashCode(key, touchpoint.code, text))
  const [row] = await context.db<{ fresh: boolean }[]>`
    select collect.issue_codes(${touchpoint.serviceId}, ${touchpoint.id}, ${batch}, ${wanted.channel}, ${hashes}::text[],
                               ${dayOf(context.now())}, ${wanted.expiresOn}, ${wanted.note}) as fresh`
  if (!row!.fresh) return isShownAgain(whole, batch) ? { kind: 'issued', batch, codes } : { kind: 'spent' }
  await audit(context, {
    ...{ act: 'code.issue', bodyId: body.id, subject: `touchpoint ${touchpoint.code}`, actor: actor.pseudonym },
    after: { batch, ...wanted },
  })
  noteShown(whole, batch)
  return { kind: 'issued', batch, codes }
}

function readWanted(context: Context, given: Given) {
  const fields = new Fields(given, context.language)
  const value = {
    number: fields.whole('number', { from: codeLimits.fewest, to: codeLimits.most, fallback: 0 }),
    channel: fields.term('channel', invitationChannels, undefined) as CodeChannel,
    expiresOn: fields.dayWithin('expiresOn', { days: codeLimits.days, now: context.now() }),
    note: fields.text('note', { longest: codeLimits.note }),
  } satisfies Wanted
  return fields.done(() => value)
}

/** The same form with another wish makes another batch, of other codes. */
function seedOf(secret: Buffer, { number, channel, expiresOn, note }: Wanted): Buffer {
  return createHmac('sha256', secret)
    .update(JSON.stringify([number, channel, expiresOn, note]))
    .digest()
}

function noteShown({ memory, now }: Context, batch: string): void {
  shown.of(memory).set(batch, now().getTime())
}

/** A process that was started since, or another one, shows nothing again: the batch is revoked and another one made. */
function isShownAgain({ memory, now }: Context, batch: string): boolean {
  const known = shown.of(memory)
  const limit = now().getTime() - shownMinutes * 60_000
  for (const [id, at] of known) if (at < limit) known.delete(id)
  return known.has(batch)
}

/** The path under which a code is used. */
export function invitationPath(touchpoint: string, code: string): string {
  return `/v/${touchpoint}?i=${code}`
}
