// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold of themes whatever people write, with planted faults; and that nothing here takes more than its length.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { coderOf, findThemes, nearDuplicates, stem, type Themes } from './index.ts'
import { breaks, inAnyOrder, remark, run, said } from './testing.ts'

const themesSaid = (texts: readonly string[], themes: Themes): unknown => ({
  coded: themes.coded.map((list, place) => JSON.stringify([texts[place], list])).sort(),
  found: themes.found.map((theme) => [theme.words, said(texts, [theme.texts])]),
  without: said(texts, [themes.without]),
})

type Finding = (texts: readonly string[]) => Themes
const rare = fc
  .tuple(remark, fc.constantFrom('', '', ' brambilla', ' colnaghi', ' xhevahir'))
  .map((parts) => parts.join(''))
const many = inAnyOrder(fc.array(rare, { minLength: 25, maxLength: 60 }))
const themesHold = (how: Finding): void =>
  run(
    fc.property(many, ([texts, order]) => {
      const themes = how(texts)
      const moved = order.map((place) => texts[place]!)
      assert.deepEqual(themesSaid(moved, how(moved)), themesSaid(texts, themes))
      const places = [...themes.found.flatMap((theme) => theme.texts), ...themes.without]
      const uncoded = texts.flatMap((_, place) => (themes.coded[place]!.length > 0 ? [] : [place]))
      assert.deepEqual(
        places.sort((a, b) => a - b),
        uncoded,
      )
      for (const { words: label } of themes.found)
        for (const word of label) assert.ok(texts.filter((text) => text.split(' ').includes(word)).length >= 5, word)
    }),
  )

test('themes do not depend on the order of texts, every text has its place, no rare word is in a label', () => {
  themesHold(findThemes)
  assert.ok(breaks<Finding>(themesHold, (texts) => findThemes(texts.slice(0, -1))))
  assert.ok(breaks<Finding>(themesHold, (texts) => ({ ...findThemes(texts), without: [0] })))
})

const hidesRare = (how: Finding): void => {
  const topics = ['il giardino erba', 'rifiuti strada', 'bus notte']
  const texts = Array.from(
    { length: 40 },
    (_, i) => topics[i % 3]! + (i % 9 === 0 ? ' brambilla' : i % 11 === 0 ? ' colnaghi' : ''),
  )
  const { found } = how(texts)
  assert.ok(found.length > 0 && found.every(({ words: label }) => !label.includes('colnaghi')))
}

test('a rare word, such as a name that slipped through, is never in a label', () => {
  hidesRare(findThemes)
  assert.ok(breaks<Finding>(hidesRare, (texts) => findThemes(texts, { fewest: 1 })))
})

test('time grows with the length alone: megabytes of one thing end', { timeout: 120_000 }, () => {
  const code = coderOf()
  for (const seed of ['a', 'a ', 'errore ', 'non ', "l'", '[', 'è', 'ab.']) {
    const text = seed.repeat(1_000_000 / seed.length)
    assert.ok(Array.isArray(code(text)))
    assert.equal(typeof stem(text), 'string')
  }
  // Ten thousand remarks that share their bands, and one of a megabyte.
  const texts = Array.from({ length: 10_000 }, (_, i) => `il servizio online della agenzia non va ${i}`)
  const groups = nearDuplicates([...texts, 'ab '.repeat(333_333)])
  assert.ok(groups.length > 0)
})
