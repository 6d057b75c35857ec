// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { count, counted, withArticle } from './italian.ts'

test('a noun agrees with its number', () => {
  assert.deepEqual(
    [0, 1, 2, 1204].map((number) => counted(number, 'riga', 'righe')),
    ['0 righe', '1 riga', '2 righe', '1.204 righe'],
  )
})

test('the article of a number is that of the word it is spoken with', () => {
  const said = (number: number): string => withArticle('il', `${count(number)}%`)
  for (const number of [1, 8, 11, 80, 81, 88, 89, 800, 808, 899, 8000, 11_000, 80_000, 888_888])
    assert.equal(said(number), `l’${count(number)}%`)
  for (const number of [2, 7, 10, 12, 18, 28, 62, 79, 90, 100, 108, 111, 118, 180, 1000, 1800, 100_000])
    assert.equal(said(number), `il ${count(number)}%`)
  assert.equal(said(0), 'lo 0%')
})

test('tenths, days and capital letters keep to the same rule', () => {
  assert.equal(withArticle('il', '8,5%'), 'l’8,5%')
  assert.equal(withArticle('il', '0,5%'), 'lo 0,5%')
  assert.equal(withArticle('Il', '86%'), 'L’86%')
  assert.equal(withArticle('Il', '62%'), 'Il 62%')
  assert.equal(withArticle('al', '8 marzo'), 'all’8 marzo')
  assert.equal(withArticle('dal', '11 marzo'), 'dall’11 marzo')
  assert.equal(withArticle('il', '1º marzo'), 'il 1º marzo')
  assert.equal(withArticle('dal', '1º marzo'), 'dal 1º marzo')
})
