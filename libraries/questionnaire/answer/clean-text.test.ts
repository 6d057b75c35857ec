// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cleanText, codePoints } from './clean-text.ts'

test('cleaning twice changes nothing, and the result can be stored anywhere', () => {
  const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units))
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string({ unit: 'binary' })), (raw) => {
      const text = cleanText(raw)
      assert.equal(cleanText(text), text)
      assert.ok(text.isWellFormed())
      assert.doesNotMatch(text, /[^\P{Cc}\n]/u)
      assert.equal(text.normalize('NFC'), text)
    }),
  )
})

test('up to the last of the Latin letters all that is written stays, but for controls', () => {
  const latin = fc.array(fc.integer({ min: 0x20, max: 0x310 })).map((units) => String.fromCharCode(...units))
  fc.assert(
    fc.property(latin, (raw) => {
      assert.equal(
        cleanText(raw),
        raw
          .replaceAll(/[\u007f-\u009f]/g, '')
          .normalize('NFC')
          .trim(),
      )
    }),
  )
  for (let unit = 0xa0; unit < 0x300; unit++) {
    const text = `e${String.fromCharCode(unit)}.`
    assert.equal(cleanText(text), text.normalize('NFC'))
  }
})

test('an emoji is one code point and an accent joined to its letter another one', () => {
  assert.equal(codePoints('🙂'), 1)
  assert.equal(codePoints(cleanText('e\u0301')), 1)
})
