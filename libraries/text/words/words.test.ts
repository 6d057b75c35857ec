// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageOf } from './language.ts'
import { clausesOf } from './tokens.ts'

test('languages of remarks, and Italian below four words', () => {
  const remarks: [string, string][] = [
    ['Il sito è lento e la pagina di pagamento non si apre', 'it'],
    ['non riesco ad entrare con spid', 'it'],
    ['Die Seite funktioniert leider nicht gut', 'de'],
    ['Le site ne marche pas très bien', 'fr'],
    ['The website is slow and does not work', 'en'],
    ['Spletna stran ne deluje dobro', 'sl'],
    ['La página no funciona muy bien', 'es'],
    ['Site-ul nu funcționează deloc bine', 'ro'],
    ['Сайт не працює зовсім добре', 'uk'],
    ['thank you', 'it'],
    ['very good service', 'it'],
    ['', 'it'],
    ['123 !!! 👍', 'it'],
    ['[codice fiscale] [data di nascita] danke', 'it'],
  ]
  for (const [text, language] of remarks) assert.equal(languageOf(text).language, language, text)
  assert.equal(languageOf('ok').sure, false)
  // What is not looked at does not count: below four words everything is Italian, at four it is not.
  assert.equal(languageOf('the service works well').language, 'en')
})

test('words are parted where people part them', () => {
  const cases: [string, string[][]][] = [
    ['L’attesa dell’app', [['l', 'attesa', 'dell', 'app']]],
    ["e' un po' lento", [['è', 'un', 'po', 'lento']]],
    ['bene.Male', [['bene'], ['male']]],
    ['ok [telefono] grazie', [['ok', 'grazie']]],
    ['F24 e 730', [['f24', 'e', '730']]],
    ['citta\u0300', [['città']]],
    ['bello perché chiaro', [['bello'], ['perché', 'chiaro']]],
    ['', []],
  ]
  for (const [text, clauses] of cases) assert.deepEqual(clausesOf(text), clauses, text)
})
