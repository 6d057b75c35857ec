// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../../base/day.ts'
import { expiryAfter, identityOf, isExpired, issueReceipt, readReceipt, seal } from './receipt.ts'

const key = createSecretKey(Buffer.alloc(32, 7))
const place = { serviceId: 42, day: '2026-03-29', id: '00112233445566778899aabbccddeeff' }

test('a receipt says what it was made of', () => {
  const parts = fc.record({
    serviceId: fc.integer({ min: 1, max: 2 ** 48 - 1 }),
    day: fc.integer({ min: -12_000, max: 36_000 }).map((days) => addDays('2000-01-01', days)),
    id: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  })
  fc.assert(
    fc.property(parts, fc.nat(2 ** 31 - 1), (parts, expiry) => {
      const receipt = issueReceipt(key, parts, expiry)
      assert.equal(receipt.token.length, 62)
      assert.deepEqual(readReceipt(key, receipt.token), receipt)
    }),
  )
})

test('a receipt that was changed anywhere, or signed with another key, is none', () => {
  const { token } = issueReceipt(key, place, 29_000_000)
  const bytes = Buffer.from(token, 'base64url')
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes)
    changed[index]! ^= 1
    assert.equal(readReceipt(key, changed.toString('base64url')), undefined)
  }
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  for (const letter of letters) {
    const changed = token.slice(0, -1) + letter
    if (changed !== token) assert.equal(readReceipt(key, changed), undefined, 'a second spelling of one receipt')
  }
  assert.equal(readReceipt(createSecretKey(Buffer.alloc(32, 8)), token), undefined)
  for (const text of ['', 'x', `${token}A`, token.slice(1), '../..', '\0'.repeat(62)])
    assert.equal(readReceipt(key, text), undefined)
})

test('it may be used for an hour, to the minute', () => {
  const given = new Date('2026-03-29T10:00:59Z')
  const receipt = issueReceipt(key, place, expiryAfter(given))
  assert.equal(isExpired(receipt, new Date('2026-03-29T10:59:59Z')), false)
  assert.equal(isExpired(receipt, new Date('2026-03-29T11:00:00Z')), true)
})

test('a sealed expiry fits the column, opens with its key and tells nothing with another', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.nat(2 ** 31 - 1), (code, name, expiry) => {
      const { id, cover } = identityOf(code, name)
      const sealed = seal(expiry, cover)
      assert.ok(sealed >= -(2 ** 31) && sealed < 2 ** 31)
      assert.equal(seal(sealed, cover) >>> 0, expiry)
      assert.match(id, /^[0-9a-f]{32}$/)
    }),
  )
  assert.notEqual(seal(seal(1, identityOf('a', 'k').cover), identityOf('a', 'l').cover), 1)
  assert.notEqual(identityOf('ab', 'c').id, identityOf('a', 'bc').id)
})
