// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { differences } from './difference.ts'

const at = (...path: string[]) => path

test('only what differs is told, with the path of what is nested', () => {
  const before = { name: 'Anagrafe', url: null, audience: ['cittadini'], place: { street: 'Via Roma', number: 1 } }
  const after = {
    name: 'Anagrafe',
    url: 'https://x',
    audience: ['cittadini', 'imprese'],
    place: { street: 'Via Po', number: 1 },
  }
  assert.deepEqual(differences(before, after), [
    { path: at('url'), before: undefined, after: 'https://x' },
    { path: at('audience'), before: ['cittadini'], after: ['cittadini', 'imprese'] },
    { path: at('place', 'street'), before: 'Via Roma', after: 'Via Po' },
  ])
})

test('of what begins everything is told that says something, of what ends all there was', () => {
  assert.deepEqual(differences(null, { name: 'x', url: '', expiresOn: null, services: [] }), [
    { path: at('name'), before: undefined, after: 'x' },
  ])
  assert.deepEqual(differences({ name: 'x' }, null), [{ path: at('name'), before: 'x', after: undefined }])
})

test('a plain value is one difference without a path; false and zero are values', () => {
  assert.deepEqual(differences('vecchio', 'nuovo'), [{ path: at(), before: 'vecchio', after: 'nuovo' }])
  assert.deepEqual(differences({ on: false, n: 0 }, { on: true, n: 1 }).length, 2)
  assert.deepEqual(differences({ on: null }, { on: false }), [{ path: at('on'), before: undefined, after: false }])
})

test('a plain value that became an object shows both', () => {
  assert.deepEqual(differences({ a: 1 }, { a: { b: 2 } }), [
    { path: at('a'), before: 1, after: undefined },
    { path: at('a', 'b'), before: undefined, after: 2 },
  ])
})

test('the same has no difference, and what is exchanged has the same differences the other way round', () => {
  const json = fc.jsonValue({ maxDepth: 3 })
  fc.assert(
    fc.property(json, json, (one, other) => {
      assert.deepEqual(differences(one, one), [])
      const key = ({ path, before, after }: ReturnType<typeof differences>[number]) =>
        JSON.stringify([path, before, after])
      const turned = differences(other, one).map(({ path, before, after }) => ({ path, before: after, after: before }))
      assert.deepEqual(differences(one, other).map(key).toSorted(), turned.map(key).toSorted())
    }),
  )
})
