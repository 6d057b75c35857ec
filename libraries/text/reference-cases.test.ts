// SPDX-License-Identifier: AGPL-3.0-or-later
// The reference cases of codes and stems, each named by its id; pii-freetext stands in redact.test.ts. A few of their numbers are
// carried over as facts, so that something is held where the files are absent.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharedCase } from '../../tools/test/shared-case.ts'
import { isFiscalCode, isVatNumber, luhn, luhnCheckDigit, readFiscalCode, redact, stem } from './index.ts'

interface Code {
  readonly code: string
  readonly valid: boolean
  readonly check: string
  readonly birthDate: string
  readonly gender: string
}

sharedCase<unknown, { results: Code[] }>(
  '07-text/pii-codicefiscale-a',
  (_, { results }) => {
    for (const { code, valid, check, birthDate, gender } of results) {
      assert.deepEqual(readFiscalCode(code), { valid, check, birthDate, gender }, code)
      assert.equal(isFiscalCode(code), valid, code)
      assert.equal(redact(`codice ${code.toLowerCase()}.`).text, 'codice [codice fiscale].')
    }
  },
  'validity, check character, birth date and sex are those of python-stdnum',
)

interface Vat {
  readonly numbers: { input: string; luhnOk: boolean; stdnumValid: boolean }[]
  readonly stems: { stem: string; check: string }[]
}

sharedCase<unknown, Vat>(
  '07-text/pii-partita-iva',
  (_, { numbers, stems }) => {
    for (const { input, luhnOk, stdnumValid } of numbers) {
      const digits = input.replaceAll(/\D/g, '')
      // Eleven zeros satisfy the arithmetic but are no number of anybody.
      assert.equal(luhn(digits), /[1-9]/.test(digits) && luhnOk, input)
      assert.equal(isVatNumber(input), stdnumValid, input)
    }
    for (const { stem: digits, check } of stems) assert.equal(luhnCheckDigit(digits), check, digits)
  },
  'check digits and validity are those of python-stdnum',
)

sharedCase<{ words: string[] }, { stems: string[] }>(
  '07-text/snowball-it-a',
  ({ words }, { stems }) => words.forEach((word, index) => assert.equal(stem(word), stems[index], word)),
  'stems are those of Snowball',
)

test('codes read without the files: omocodia, women, the end of February, the century', () => {
  const facts: [string, boolean, string | null, string | null, string | null][] = [
    ['RSSMRA90A01HRLMU', true, 'U', '1990-01-01', 'M'],
    ['rss mra 90a01 h501w', true, 'W', '1990-01-01', 'M'],
    ['RSSMRA90A01H501X', false, 'W', '1990-01-01', 'M'],
    ['RSSMRA90F01H501X', false, null, null, null],
    ['RSSMRA90A01H501', false, null, null, null],
    ['', false, null, null, null],
  ]
  for (const [code, valid, check, birthDate, gender] of facts)
    assert.deepEqual([readFiscalCode(code), isFiscalCode(code)], [{ valid, check, birthDate, gender }, valid], code)
  const dates: [string, string | null, 'M' | 'F' | null][] = [
    ['RSSMRA80A41H501', '1980-01-01', 'F'],
    ['RSSMRA80T71H501', '1980-12-31', 'F'],
    ['RSSMRAULTTMH501', '1980-12-31', 'F'],
    ['RSSMRA00B29H501', '2000-02-29', 'M'],
    ['RSSMRA01B29H501', null, null],
    ['RSSMRA80D31H501', null, null],
    ['RSSMRA80A00H501', null, null],
    ['RSSMRA80A40H501', null, null],
    ['RSSMRA80A72H501', null, null],
    ['RSSMRA19A01H501', '2019-01-01', 'M'],
    ['RSSMRA20A01H501', '1920-01-01', 'M'],
  ]
  for (const [fifteen, birthDate, gender] of dates) {
    const { check } = readFiscalCode(`${fifteen}A`)
    assert.deepEqual(readFiscalCode(fifteen + check!), { valid: birthDate !== null, check, birthDate, gender }, fifteen)
  }
  assert.equal(readFiscalCode('RSSMRA20A01H501A', 2000).birthDate, '2020-01-01')
})

test('stems without the files: case, accents in pieces, the exception of Snowball 3.0', () => {
  assert.equal(stem('ACCESSIBILITA\u0300'), stem('accessibilità'))
  assert.deepEqual(['abbondanza', 'ATTESA', 'divano', ''].map(stem), ['abbond', 'attes', 'divan', ''])
})

test('check digits without the files: cards, a tax office that is none, zeros', () => {
  assert.deepEqual(['0074311015', '7992739871', '123455'].map(luhnCheckDigit), ['7', '3', '8'])
  assert.deepEqual([luhnCheckDigit('12a'), luhnCheckDigit('0'), luhnCheckDigit('')], [null, '0', null])
  const cards: [string, boolean][] = [
    ['4111111111111111', true],
    ['4111111111111112', false],
    ['79927398713', true],
    ['00000000000', false],
    ['0', false],
    ['', false],
    ['1a', false],
  ]
  for (const [digits, right] of cards) assert.equal(luhn(digits), right, digits)
  const numbers: [string, boolean][] = [
    ['IT 00743110157', true],
    ['0074 311.015-7', true],
    ['00743110158', false],
    // Right digits of an office 500 that does not exist, and of no taxpayer.
    [`0074311500${luhnCheckDigit('0074311500')}`, false],
    [`0000000015${luhnCheckDigit('0000000015')}`, false],
    ['74311015', false],
    ['', false],
  ]
  for (const [text, right] of numbers) assert.equal(isVatNumber(text), right, text)
})
