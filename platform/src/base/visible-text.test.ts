// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { visibleLine, visibleText } from './visible-text.ts'

test('what turns or hides text goes, words and emoji stay', () => {
  assert.equal(visibleLine('Comune di \u202eonaliM\u202c\u2066\u200f\u061c'), 'Comune di onaliM')
  assert.equal(visibleLine(' a\0b\u001b[31m\u0085c\u00ad\u200b\ufeff '), 'ab[31mc')
  assert.equal(visibleLine('due\r\n\trighe\u2028tre'), 'due righe tre')
  assert.equal(visibleText('due\nrighe\u202e'), 'due\nrighe')
  for (const kept of ['Città di L’Aquila', '👩‍👧', 'می‌خواهم', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'])
    assert.equal(visibleLine(kept), kept)
})
