// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comparability } from './comparability.ts'
import { compose } from './compose.ts'
import type { InstrumentDocument } from './schema.ts'

const pagina = compose('pagina').document

test('a version is comparable with itself in every item', () => {
  assert.ok(comparability(pagina, pagina).every(({ comparable }) => comparable))
})

test('questions added at the end break nothing before them, and the version says so', () => {
  const before = compose('pagina')
  const after = compose('pagina', { who: true, previous: before })
  assert.deepEqual(after.document.comparable, {
    previous: before.hash,
    items: ['clarity', 'liked', 'hindered', 'found', 'suggestion'],
  })
})

test('each kind of change is a break with its reason', () => {
  const cases: [string, string, (items: InstrumentDocument['items']) => unknown][] = [
    ['found', 'wording', (items) => (items[3]!.wording.de = 'Haben Sie alles gefunden?')],
    ['clarity', 'scale', (items) => items[0]!.scale.codes.pop()],
    ['clarity', 'scale', (items) => (items[0]!.scale.polarity = -1)],
    ['hindered', 'branch', (items) => (items[2]!.showIf!.codes = [1, 2])],
    ['suggestion', 'order', (items) => items.splice(3, 1)],
    ['found', 'removed', (items) => items.splice(3, 1)],
    ['again', 'new', (items) => items.push({ ...items[3]!, id: 'again' })],
  ]
  for (const [item, reason, edit] of cases) {
    const next = structuredClone(pagina) as InstrumentDocument
    edit(next.items)
    assert.deepEqual(
      comparability(pagina, next).find((entry) => entry.item === item),
      { item, comparable: false, reason },
    )
  }
})

test('across instruments only what was asked alike in the same place goes on', () => {
  const across = comparability(compose('procedura').document, compose('consultazione').document)
  const going = across.flatMap(({ item, comparable }) => (comparable ? [item] : []))
  assert.deepEqual(going, ['ease', 'liked', 'hindered'])
})
