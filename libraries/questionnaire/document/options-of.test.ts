// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyLocalQuestions, anyVersion } from '../arbitrary-answer.ts'
import { compose } from './compose.ts'
import { nameLocalQuestion } from './local-questions.ts'
import { optionsOf } from './options-of.ts'

test('a questionnaire made up of its own options is the same questionnaire', () => {
  fc.assert(
    fc.property(anyVersion, anyLocalQuestions, ({ document }, local) => {
      const version = compose(document.instrument, { ...optionsOf(document), local })
      const options = optionsOf(version.document)
      assert.equal(compose(document.instrument, options).hash, version.hash)
      assert.equal(options.local.length, local.length)
    }),
  )
})

test('a question of a body is named by what it asks, in whatever languages', () => {
  const place = { kind: 'single' as const, wording: { it: 'Dove?' }, options: [{ it: 'A casa' }, { it: 'In ufficio' }] }
  const { id } = nameLocalQuestion(place)
  assert.match(id, /^local-[0-9a-f]{8}$/)
  assert.equal(nameLocalQuestion({ ...place, wording: { it: 'Dove?', de: 'Wo?' } }).id, id)
  const others = [
    { ...place, kind: 'multiple' as const },
    { ...place, wording: { it: 'Dove eri?' } },
    { ...place, options: place.options.toReversed() },
  ]
  for (const other of others) assert.notEqual(nameLocalQuestion(other).id, id)
})
