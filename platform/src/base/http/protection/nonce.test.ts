// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newNonce } from './nonce.ts'

test('no nonce comes twice, also beyond the bytes drawn at once, and each has 144 bits', () => {
  const nonces = Array.from({ length: 10_000 }, newNonce)
  assert.equal(new Set(nonces).size, nonces.length)
  for (const nonce of nonces) assert.match(nonce, /^[\w-]{24}$/)
  // Every bit is set in about half of them: with 10,000 draws beyond 1 in 10^9 by chance.
  for (let bit = 0; bit < 144; bit++) {
    const set = nonces.filter((nonce) => (Buffer.from(nonce, 'base64url')[bit >> 3]! >> (bit & 7)) & 1).length
    assert.ok(Math.abs(set - 5000) < 350, `bit ${bit}: ${set}`)
  }
})
