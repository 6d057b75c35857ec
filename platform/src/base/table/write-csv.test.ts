// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { writeCsv } from './write-csv.ts'

const read = (text: string): string[][] => parse(text, { delimiter: ';', bom: true })

test('what was written is read back: quotes, separators, line breaks, empty cells', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'è', '"', ';', ',', ' ', '\n', '\r') }).map((text) => `x${text}`)
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      assert.deepEqual(read(writeCsv(['uno', 'due'], rows)), [['uno', 'due'], ...rows])
    }),
  )
  assert.equal(writeCsv(['a', 'b'], [[1, null]]), '\uFEFF"a";"b"\r\n1;\r\n')
})

test('no cell begins as a formula does, in full-width forms neither', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
    const [, [cell]] = read(writeCsv(['a'], [[`${start}cmd|'/c calc'!A1`]])) as [string[], string[]]
    assert.equal(cell, `'${start}cmd|'/c calc'!A1`)
  }
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n＝＋－＠a"; ') }), (text) => {
      const [, [cell = ''] = []] = read(writeCsv(['a', 'b'], [[text, 'z']]))
      assert.doesNotMatch(cell, /^[=+\-@\t\r\n＝＋－＠]/)
    }),
  )
})
