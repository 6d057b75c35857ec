// SPDX-License-Identifier: AGPL-3.0-or-later
// Nonces for Content-Security-Policy: each from 144 random bits that nobody can guess (a UUID has 122), used once. Random bytes are drawn for many at a time, because
// a draw costs as much as the rest of a page.
import { randomFillSync } from 'node:crypto'

/** Bytes: a whole number of characters in base64. */
const size = 18
const pool = Buffer.alloc(size * 256)
let used = pool.length

export function newNonce(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const nonce = pool.toString('base64url', used, used + size)
  pool.fill(0, used, used + size)
  used += size
  return nonce
}
