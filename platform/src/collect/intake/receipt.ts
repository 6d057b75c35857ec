// SPDX-License-Identifier: AGPL-3.0-or-later
// The receipt a person gets: where the answer stands and until which minute it may be corrected, signed so that nobody
// can make one. The minute is kept nowhere in the open: whoever reads the database learns a day, never an instant.
import { createHmac, hash, timingSafeEqual, type KeyObject } from 'node:crypto'
import type { Day } from '../../base/day.ts'
import type { AnswerPlace } from './submission.ts'

export interface Receipt extends AnswerPlace {
  /** Minutes since 1970; the answer may be corrected before it. */
  readonly expiry: number
  /** Signed form of the above, 62 characters fit for an address. */
  readonly token: string
}

const minute = 60_000
const correctionMinutes = 60
const bodyLength = 30
const signatureLength = 16
const dayZero = Date.UTC(2000, 0, 1)
const dayLength = 86_400_000

export function expiryAfter(now: Date): number {
  return Math.floor(now.getTime() / minute) + correctionMinutes
}

export function isExpired(receipt: Receipt, now: Date): boolean {
  return now.getTime() >= receipt.expiry * minute
}

/** What names an answer: half of a hash is its id, part of the other half covers the stored expiry. */
export interface Identity {
  readonly id: string
  readonly cover: number
}

export function identityOf(touchpointCode: string, key: string): Identity {
  const digest = hash('sha256', `${touchpointCode}\0${key}`)
  return { id: digest.slice(0, 32), cover: Number.parseInt(digest.slice(32, 40), 16) }
}

/** Covers an expiry, or uncovers one: the same act. Fits a signed 32-bit column. */
export function seal(expiry: number, cover: number): number {
  return expiry ^ cover
}

/** @param key made once: preparing a key anew costs four times the signature. */
export function issueReceipt(key: KeyObject, place: AnswerPlace, expiry: number): Receipt {
  const bytes = Buffer.allocUnsafe(bodyLength + signatureLength)
  bytes.write(place.id, 0, 'hex')
  bytes.writeUIntBE(place.serviceId, 16, 6)
  bytes.writeInt32BE(Math.round((Date.parse(place.day) - dayZero) / dayLength), 22)
  bytes.writeUInt32BE(expiry, 26)
  sign(key, bytes.subarray(0, bodyLength)).copy(bytes, bodyLength)
  return { ...place, expiry, token: bytes.toString('base64url') }
}

/** @returns undefined for anything this installation did not sign. */
export function readReceipt(key: KeyObject, token: string): Receipt | undefined {
  if (!/^[\w-]{62}$/.test(token)) return undefined
  const bytes = Buffer.from(token, 'base64url')
  // The last letter has bits to spare: one receipt has one spelling.
  if (bytes.toString('base64url') !== token) return undefined
  const body = bytes.subarray(0, bodyLength)
  if (!timingSafeEqual(sign(key, body), bytes.subarray(bodyLength))) return undefined
  return {
    id: body.toString('hex', 0, 16),
    serviceId: body.readUIntBE(16, 6),
    day: new Date(dayZero + body.readInt32BE(22) * dayLength).toISOString().slice(0, 10) as Day,
    expiry: body.readUInt32BE(26),
    token,
  }
}

function sign(key: KeyObject, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, signatureLength)
}
