// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { answerInput, anyVersion } from '../arbitrary-answer.ts'
import { validateAnswer } from '../answer/validate-answer.ts'
import { compose } from '../document/compose.ts'
import { itemCounts, worstToBest } from './item-counts.ts'
import { layoutOf } from './layout.ts'
import { tally } from './tally.ts'

const { document } = compose('pagina')
const layout = layoutOf(document)
const zeros = () => Array<number>(layout.length).fill(0)

test('the layout is codes ascending, then three missing slots, item after item', () => {
  assert.deepEqual(
    layout.items.map(({ id, offset, codes }) => [id, offset, codes.length]),
    [
      ['clarity', 0, 5],
      ['liked', 8, 5],
      ['hindered', 16, 5],
      ['found', 24, 3],
      ['suggestion', 30, 1],
    ],
  )
  assert.deepEqual(layout.items[3]?.codes, [1, 2, 3])
  assert.equal(layout.length, 34)
})

test('answers are counted where they belong', () => {
  const counts = zeros()
  tally(layout, counts, [5, 0b10001, -2, 3, 1], 1)
  tally(layout, counts, [4, 0b00001, -2, -1, -1], 1)
  tally(layout, counts, [1, -2, -1, 1, -1], 1)
  assert.deepEqual(itemCounts(layout, counts, 'clarity'), {
    byCode: [1, 0, 0, 1, 1],
    missing: [0, 0, 0],
    answered: 3,
  })
  assert.deepEqual(itemCounts(layout, counts, 'liked'), { byCode: [2, 0, 0, 0, 1], missing: [0, 1, 0], answered: 2 })
  assert.deepEqual(itemCounts(layout, counts, 'hindered'), { byCode: [0, 0, 0, 0, 0], missing: [1, 2, 0], answered: 0 })
  assert.deepEqual(itemCounts(layout, counts, 'found'), { byCode: [1, 0, 1], missing: [1, 0, 0], answered: 2 })
  assert.deepEqual(itemCounts(layout, counts, 'suggestion'), { byCode: [1], missing: [2, 0, 0], answered: 1 })
})

test('adding answers and taking them away in any order leaves nothing, and every item counts everybody', () => {
  fc.assert(
    fc.property(
      anyVersion.chain(({ document }) =>
        fc.tuple(fc.constant(document), fc.array(answerInput(document), { minLength: 1, maxLength: 8 })),
      ),
      ([document, inputs]) => {
        const layout = layoutOf(document)
        const counts = Array<number>(layout.length).fill(0)
        const answers = inputs.map((input) => {
          const result = validateAnswer(document, input)
          assert.ok(result.ok)
          return result.answer.values
        })
        for (const values of answers) tally(layout, counts, values, 1)
        for (const { id } of layout.items) {
          const { answered, missing } = itemCounts(layout, counts, id)
          assert.equal(answered + missing[0] + missing[1] + missing[2], answers.length)
        }
        for (const values of answers.toReversed()) tally(layout, counts, values, -1)
        assert.ok(counts.every((count) => count === 0))
      },
    ),
  )
})

test('an answer that does not fit changes nothing', () => {
  const wrong = [[5], [6, -1, -1, -1, -1], [5, 32, -1, -1, -1], [5, -1, -1, -1, -4], [5, 1.5, -1, -1, -1]]
  for (const values of wrong) {
    const counts = zeros()
    assert.throws(() => tally(layout, counts, values, 1), RangeError)
    assert.deepEqual(counts, zeros())
  }
  assert.throws(() => tally(layout, [0], [5, -1, -1, -1, -1], 1), RangeError)
  assert.throws(() => itemCounts(layout, zeros(), 'ease'), RangeError)
})

test('a reversed scale is read from its other end', () => {
  assert.deepEqual(worstToBest({ polarity: 1 }, [1, 2, 3]), [1, 2, 3])
  assert.deepEqual(worstToBest({ polarity: -1 }, [1, 2, 3]), [3, 2, 1])
})
