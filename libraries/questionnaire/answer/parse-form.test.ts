// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { answerInput } from '../arbitrary-answer.ts'
import { compose } from '../document/compose.ts'
import { parseForm } from './parse-form.ts'
import { validateAnswer } from './validate-answer.ts'

const { document } = compose('procedura', { who: true })

test('strings become codes; empty and foreign fields are left alone', () => {
  const fields = { ease: '4', liked: ['1', '5'], outcome: '', suggestion: 'Bene', website: 'x', key: 'abc' }
  assert.deepEqual(parseForm(document, fields), { input: { ease: 4, liked: [1, 5], suggestion: 'Bene' }, problems: [] })
})

test('a single tick of a multiple choice is a list of one', () => {
  assert.deepEqual(parseForm(document, { ease: '2', hindered: '4' }).input, { ease: 2, hindered: [4] })
})

test('ticks on the branch that does not apply are dropped', () => {
  const fields = { ease: '2', liked: ['1'], hindered: ['2'] }
  assert.deepEqual(parseForm(document, fields), { input: { ease: 2, hindered: [2] }, problems: [] })
})

test('what is no number is a problem of its question and does not hide the others', () => {
  const fields = { ease: '4', trust: '4; drop', time: ['1', '2'], clarity: '1e1', overall: '５', who: '2' }
  const { input, problems } = parseForm(document, fields)
  assert.deepEqual(input, { ease: 4, who: 2 })
  assert.deepEqual(
    problems.map(({ item, code }) => `${item}:${code}`),
    ['clarity:wrong-type', 'time:wrong-type', 'trust:wrong-type', 'overall:wrong-type'],
  )
})

test('fields inherited from a prototype are not fields', () => {
  assert.deepEqual(parseForm(document, Object.create({ ease: '4' })).input, {})
})

test('a form says the same as the input it was filled with', () => {
  fc.assert(
    fc.property(answerInput(document), (input) => {
      const fields = Object.fromEntries(
        Object.entries(input).map(([id, value]) => [id, Array.isArray(value) ? value.map(String) : String(value)]),
      )
      const parsed = parseForm(document, fields)
      assert.deepEqual(parsed.problems, [])
      assert.deepEqual(validateAnswer(document, parsed.input), validateAnswer(document, input))
    }),
  )
})
