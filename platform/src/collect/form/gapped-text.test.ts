// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { gapped } from './gapped-text.ts'

const text = fc.string({ unit: 'grapheme' }).filter((text) => !/[AB]/.test(text))
const value = fc.stringMatching(/^[\w-]{0,40}$/)

test('the bytes are those of the text with the values in it, view after view', () => {
  fc.assert(
    fc.property(text, text, text, fc.array(fc.tuple(value, value)), (before, between, after, views) => {
      const fill = gapped(`${before}A${between}B${after}`, ['A', 'B'])
      for (const [first, second] of views)
        assert.equal(
          fill(first, second).toString(),
          Buffer.from(`${before}${first}${between}${second}${after}`).toString(),
        )
    }),
  )
})

test('a text without its marks, or with one twice, is refused', () => {
  for (const wrong of ['', 'A', 'B', 'BA', 'AAB', 'ABB'])
    assert.throws(() => gapped(wrong, ['A', 'B']), /must have one/)
})

test('a value too many or too few is refused: nothing that was not written goes out', () => {
  const fill = gapped('-A-B-', ['A', 'B'])
  for (const values of [[], ['a'], ['a', 'b', 'c']]) assert.throws(() => fill(...values), /2 gaps/)
})
