// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { answerInput, anyVersion } from '../arbitrary-answer.ts'
import { compose } from '../document/compose.ts'
import { inputOf } from './input-of.ts'
import { validateAnswer } from './validate-answer.ts'

const { document } = compose('procedura', { who: true })

const codesOf = (input: unknown) => {
  const result = validateAnswer(document, input)
  return result.ok ? [] : result.problems.map(({ item, code }) => `${item}:${code}`)
}
const accepted = (input: unknown) => {
  const result = validateAnswer(document, input)
  assert.ok(result.ok, JSON.stringify(result))
  return result.answer
}

test('one star is an answer; the branch that was not shown does not apply', () => {
  assert.deepEqual(accepted({ ease: 2 }), { values: [2, -2, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1], text: null })
  assert.deepEqual(accepted({ ease: 5 }).values.slice(0, 3), [5, -1, -2])
})

test('every version accepts its own random answers, and they survive the way back', () => {
  fc.assert(
    fc.property(
      anyVersion.chain(({ document }) => fc.tuple(fc.constant(document), answerInput(document))),
      ([document, input]) => {
        const first = validateAnswer(document, input)
        assert.ok(first.ok, JSON.stringify(first))
        assert.deepEqual(validateAnswer(document, inputOf(document, first.answer)), first)
        assert.ok(first.answer.values.every((value) => Number.isInteger(value) && value >= -3 && value < 32_768))
      },
    ),
  )
})

test('no input makes it throw, and what is refused is explained in at most twenty problems', () => {
  const keys = fc.constantFrom('ease', 'liked', 'suggestion', '__proto__', 'constructor', 'toString', 'who')
  const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true })
  fc.assert(
    fc.property(fc.oneof(anything, fc.dictionary(keys, anything)), (input) => {
      const result = validateAnswer(document, input)
      if (result.ok) return
      assert.ok(result.problems.length > 0 && result.problems.length <= 20)
      assert.ok(result.problems.every(({ message }) => message.isWellFormed() && message.length < 400))
    }),
  )
})

test('each fault is named on its question', () => {
  assert.deepEqual(codesOf({}), ['ease:required'])
  assert.deepEqual(codesOf({ ease: -1 }), ['ease:required'])
  assert.deepEqual(codesOf({ ease: '4' }), ['ease:wrong-type'])
  assert.deepEqual(codesOf({ ease: 4.5 }), ['ease:wrong-type'])
  assert.deepEqual(codesOf({ ease: Number.NaN }), ['ease:wrong-type'])
  assert.deepEqual(codesOf({ ease: Infinity }), ['ease:wrong-type'])
  assert.deepEqual(codesOf({ ease: 6 }), ['ease:out-of-range'])
  assert.deepEqual(codesOf({ ease: -3 }), ['ease:out-of-range'])
  assert.deepEqual(codesOf({ ease: 4, trust: null }), ['trust:wrong-type'])
  assert.deepEqual(codesOf({ ease: 4, liked: 1 }), ['liked:wrong-type'])
  assert.deepEqual(codesOf({ ease: 4, liked: ['1'] }), ['liked:wrong-type'])
  assert.deepEqual(codesOf({ ease: 4, liked: [6] }), ['liked:out-of-range'])
  assert.deepEqual(codesOf({ ease: 4, liked: [1, 1, 1, 1, 1, 1] }), ['liked:out-of-range'])
  assert.deepEqual(codesOf({ ease: 2, liked: [1] }), ['liked:not-shown'])
  assert.deepEqual(codesOf({ ease: 4, suggestion: ['a'] }), ['suggestion:wrong-type'])
  assert.deepEqual(codesOf({ ease: 4, suggestion: 'a'.repeat(1001) }), ['suggestion:too-long'])
  assert.deepEqual(codesOf({ ease: 9, who: 0, x: 1 }), ['x:unknown-item', 'ease:out-of-range', 'who:out-of-range'])
})

test('what is not an object, and keys of the prototype, are refused', () => {
  for (const input of [null, undefined, 4, 'ease', [], [4], () => 0]) assert.deepEqual(codesOf(input), [':wrong-type'])
  assert.deepEqual(codesOf(JSON.parse('{"ease":4,"__proto__":{"liked":[1]}}')), ['__proto__:unknown-item'])
  assert.deepEqual(codesOf({ ease: 4, constructor: 1 }), ['constructor:unknown-item'])
  assert.deepEqual(codesOf(Object.create({ ease: 4 })), ['ease:required'])
})

test('a huge object is answered briefly', () => {
  const huge = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}${'x'.repeat(i % 50)}`, i]))
  assert.equal(codesOf(huge).length, 20)
  assert.deepEqual(codesOf({ ease: 4, ['é'.repeat(5000)]: 1 }), [`${'é'.repeat(40)}:unknown-item`])
})

test('messages are Italian and quote the question', () => {
  const result = validateAnswer(document, { ease: 7, suggestion: 'a'.repeat(1500) })
  assert.deepEqual(result.ok ? [] : result.problems.map(({ message }) => message), [
    'Alla domanda «Quanto è stato facile usare questo servizio?» la risposta non è fra quelle previste: 1, 2, 3, 4, 5.',
    'Il testo è troppo lungo: scrivi al massimo 1000 caratteri.',
  ])
})

test('several options are one bitmask, whatever their order; none is no answer', () => {
  assert.equal(accepted({ ease: 4, liked: [5, 1] }).values[1], 0b10001)
  assert.equal(accepted({ ease: 4, liked: [1, 5, 5] }).values[1], 0b10001)
  assert.equal(accepted({ ease: 4, liked: [] }).values[1], -1)
})

test('text is counted in code points and kept literally, without control characters', () => {
  const emoji = '🙂'.repeat(1000)
  assert.equal(accepted({ ease: 4, suggestion: emoji }).text, emoji)
  assert.deepEqual(codesOf({ ease: 4, suggestion: `${emoji}!` }), ['suggestion:too-long'])
  assert.equal(accepted({ ease: 4, suggestion: ' a\u0000b\u0007\r\n\tc\ud800 ' }).text, 'ab\n c\ufffd')
  assert.equal(accepted({ ease: 4, suggestion: 'perche\u0301' }).text, 'perch\u00e9')
  const markup = "<b>שלום</b> '; drop table answers; --"
  assert.equal(accepted({ ease: 4, suggestion: markup }).text, markup)
  const blank = accepted({ ease: 4, suggestion: ' \u0000\n ' })
  assert.deepEqual([blank.text, blank.values[10]], [null, -1])
})
