// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { escape, html, raw } from './index.ts'

test('text put into a template never becomes markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const inside = html`<p title="${text}">${text}</p>`.text.slice('<p title="'.length, -'</p>'.length)
      assert.equal(inside.replace('">', '').match(/[<>"']/), null)
    }),
  )
})

test('escaping loses nothing but control characters that HTML forbids', () => {
  const decode = (text: string): string =>
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')
  fc.assert(fc.property(fc.string(), (text) => assert.equal(decode(escape(text)), text)))
  assert.equal(escape('a\u0000b\u0007c\n'), 'abc\n')
})

test('Html is kept, arrays are joined, and nothing is shown for what is not there', () => {
  assert.equal(html`${raw('<b>')}${[html`<i>`, '<', 3]}${null}${undefined}${false}${true}`.text, '<b><i>&lt;3')
  assert.equal(html`${0}`.text, '0')
})
