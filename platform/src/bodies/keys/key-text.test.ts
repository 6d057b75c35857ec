// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { hashKey, isKey, prefixOf, writeKey } from './key-text.ts'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => writeKey(bytes))
/** Where a key has letters of its own: behind asc_. */
const place = fc.integer({ min: 4, max: 54 })

test('a key is written in one form, shows only its beginning, and keeps 200 bits to itself', () => {
  fc.assert(
    fc.property(key, (text) => {
      assert.match(text, /^asc_[0-9a-hjkmnp-tv-z]{51}$/)
      assert.ok(isKey(text))
      assert.equal(text.indexOf(prefixOf(text)), 0)
      assert.equal((text.length - prefixOf(text).length - 1) * Math.log2(alphabet.length), 200)
      assert.equal(hashKey(text).length, 32)
    }),
  )
  assert.notEqual(writeKey(randomBytes(32)), writeKey(randomBytes(32)))
  const [one, other] = [new Uint8Array(32), new Uint8Array(32)]
  other[30] = 1
  assert.notEqual(writeKey(one).slice(-12), writeKey(other).slice(-12), 'the last bits count')
})

test('one wrong character is always noticed', () => {
  fc.assert(
    fc.property(key, place, fc.constantFrom(...alphabet), (text, at, wrong) => {
      fc.pre(text[at] !== wrong)
      assert.ok(!isKey(text.slice(0, at) + wrong + text.slice(at + 1)))
    }),
  )
})

test('two neighbours changed about are always noticed', () => {
  fc.assert(
    fc.property(key, fc.integer({ min: 4, max: 53 }), (text, at) => {
      fc.pre(text[at] !== text[at + 1])
      assert.ok(!isKey(text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2)))
    }),
  )
})

test('a key that was cut, lengthened, or written otherwise is none', () => {
  const text = writeKey(randomBytes(32))
  for (const wrong of [
    text.slice(0, -1),
    `${text}0`,
    text.toUpperCase(),
    text.slice(4),
    ` ${text}`,
    `${text}\n`,
    'asc_',
    '',
  ]) {
    assert.ok(!isKey(wrong), JSON.stringify(wrong))
  }
})
