// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalJson, hashDocument } from './canonical-json.ts'

test('the numbers and strings of RFC 8785 §3.2.2 are written as it prescribes', () => {
  const value = {
    numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '€$\u000F\u000aA\'B"\\\\"/',
    literals: [null, true, false],
  }
  const expected =
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
  assert.equal(canonicalJson(value), expected)
})

test('keys are sorted by UTF-16 code units, as in RFC 8785 §3.2.3', () => {
  const sorted = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33']
  const shuffled = Object.fromEntries([4, 0, 6, 1, 5, 2, 3].map((index) => [sorted[index], index]))
  const expected = `{${sorted.map((key, index) => `${JSON.stringify(key)}:${index}`).join(',')}}`
  assert.equal(canonicalJson(shuffled), expected)
})

test('the order of keys does not matter, and canonical text is a fixed point', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const text = canonicalJson(value)
      assert.equal(canonicalJson(reversed(value)), text)
      assert.equal(canonicalJson(JSON.parse(text)), text)
    }),
  )
})

test('what JSON cannot carry without loss is refused', () => {
  const lossy = [
    Number.NaN,
    Infinity,
    '\ud800',
    undefined,
    1n,
    Symbol('s'),
    () => 0,
    new Date(0),
    { a: undefined },
    Array(1),
  ]
  for (const value of lossy) assert.throws(() => canonicalJson(value), TypeError)
})

test('the hash is the SHA-256 of the canonical text in UTF-8', () => {
  const value = { perché: ['è', 1] }
  assert.equal(hashDocument(value), createHash('sha256').update('{"perché":["è",1]}', 'utf8').digest('hex'))
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, child]) => [key, reversed(child)] as const)
  return Object.fromEntries(entries.toReversed())
}
