// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compose, languages } from '@ascolto/questionnaire'
import { knownWordings, matchWording, normalised, wordingsValidator } from './match-wording.ts'

const { document } = compose('pagina')
const itemOf = (id: string) => document.items.find((item) => item.id === id)!
const match = (id: string, words: string) => matchWording(itemOf(id), words, knownWordings)

test('every label of the questionnaire is known in every language', () => {
  for (const id of ['liked', 'hindered'])
    for (const { code, label } of itemOf(id).scale.codes)
      for (const language of languages) assert.equal(match(id, label[language]), code, label[language])
})

test('capitals, accents, punctuation, spacing and markup do not count', () => {
  for (const words of [
    'LE INDICAZIONI ERANO CHIARE',
    ' le  indicazioni\n erano chiare; ',
    '<b>Le indicazioni</b> erano&nbsp;chiare',
    'Le indicazioni erano chiare.',
  ])
    assert.equal(match('liked', words), 1, words)
  assert.equal(match('hindered', 'Sometimes I couldn’t understand if I was proceeding correctly'), 3)
  assert.equal(match('hindered', 'Sometimes I couldn&#39;t understand if I was proceeding correctly'), 3)
  assert.equal(normalised('Perch&eacute; s&igrave;'), 'perche si')
})

test('old and mistranslated wordings mean what the person read', () => {
  assert.equal(match('hindered', 'Alcune indicazioni non erano chiare'), 1)
  assert.equal(match('hindered', 'Non capivo se quello che facevo era corretto'), 3)
  assert.equal(match('hindered', 'Le indicazioni erano incomplete'), 2)
  assert.equal(match('hindered', 'A volte le indicazioni non erano complete'), 2)
})

test('what is only similar is not known, and a name that was shown in other words neither', () => {
  for (const words of [
    'Alcune indicazioni non erano corrette',
    'Le indicazioni erano chiarissime',
    'Le indicazioni non erano chiare',
    'indicazioni chiare',
    'unclear_instructions',
    'altro: il pagamento',
  ]) {
    assert.equal(match('liked', words), undefined, words)
    assert.equal(match('hindered', words), undefined, words)
  }
})

test('nothing said is no option, and words may be known to carry none', () => {
  assert.equal(match('liked', '  '), null)
  const known = [{ item: 'liked', code: null, texts: ['Preferisco non rispondere'] }]
  assert.equal(matchWording(itemOf('liked'), 'preferisco NON rispondere', known), null)
})

test('a code that the questionnaire does not have is not taken', () => {
  assert.equal(
    matchWording(itemOf('liked'), 'Sesta voce', [{ item: 'liked', code: 6, texts: ['Sesta voce'] }]),
    undefined,
  )
})

test('the dictionary has the form it must have, and no words stand for two options of one question', () => {
  assert.ok(wordingsValidator.Check(knownWordings))
  const codes = new Map<string, number | null>()
  for (const { item, code, texts } of knownWordings)
    for (const text of texts) {
      const name = `${item} ${normalised(text)}`
      assert.equal(codes.get(name) ?? code, code, name)
      codes.set(name, code)
      assert.equal(match(item, text), code, 'not against a label of the questionnaire')
    }
})

test('any words at all are normalised to the same when normalised again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (words) => normalised(normalised(words)) === normalised(words)),
  )
})
