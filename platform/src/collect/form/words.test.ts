// SPDX-License-Identifier: AGPL-3.0-or-later
// The words around the questions, in every language.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages } from '@ascolto/questionnaire'
import { fill } from '../../base/language.ts'
import { words } from './words.ts'

test('the page says in every language all that is kept of who answers', () => {
  const kept = {
    it: [/giorno/, /lingua/, /telefono.*tablet.*computer/],
    de: [/Tag/, /Sprache/, /Telefon.*Tablet.*Computer/],
    fr: [/jour/, /langue/, /téléphone.*tablette.*ordinateur/],
    sl: [/dan/, /jezik/, /telefon.*tablico.*računalnik/],
    en: [/day/, /language/, /phone.*tablet.*computer/],
  }
  for (const language of languages)
    for (const thing of kept[language]) assert.match(words[language].whyAnonymous, thing)
})

test('every language has every word, with the same blanks', () => {
  const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).toSorted()
  for (const language of languages) {
    assert.deepEqual(Object.keys(words[language]), Object.keys(words.it))
    for (const [name, text] of Object.entries(words[language])) {
      assert.ok(text.trim() !== '')
      assert.doesNotMatch(text, /'/, `${language} ${name}: the apostrophe of print is ’`)
      assert.deepEqual(blanks(text), blanks(words.it[name as keyof typeof words.it]), `${language} ${name}`)
    }
  }
  assert.equal(fill('{a} {b} {a}', { a: 1 }), '1 {b} 1')
})
