// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sharedCase } from '../../tools/test/shared-case.ts'
import { redact } from './index.ts'

const names: Record<string, string> = {
  CF: 'codice fiscale',
  PHONE: 'telefono',
  EMAIL: 'e-mail',
  EMAIL_OBF: 'e-mail',
  IBAN: 'IBAN',
  PLATE: 'targa',
  IDCARD: 'documento',
  HEALTHCARD: 'tessera sanitaria',
  PIVA: 'partita IVA',
  PERSON: 'nome',
  BIRTHDATE: 'data di nascita',
  ADDRESS: 'indirizzo',
  PAN: 'carta',
}

interface Remarks {
  readonly texts: readonly string[]
}

// All that is there and nothing besides: precision and recall are 1.
sharedCase<Remarks, { categories: string[][] }>(
  '07-text/pii-freetext',
  ({ texts }, { categories }) =>
    texts.forEach((text, index) => {
      // A public number is not personal data: it stays.
      const expected = categories[index]!.filter((name) => name !== 'PHONE_PUBLIC').map((name) => names[name]!)
      assert.deepEqual(redact(text).found.toSorted(), expected.toSorted(), text)
    }),
  'every category of every remark is found, and nothing else',
)

test('personal data go, the sentence stays', () => {
  const pairs = [
    ['Scrivete a Mario.Rossi+x@comune.example.it, grazie', 'Scrivete a [e-mail], grazie'],
    ['il mio cf RSS MRA 90A01 H501W', 'il mio cf [codice fiscale]'],
    ['cf sbagliato rssmra90a01h501x', 'cf sbagliato [codice fiscale]'],
    ['bonifico su IT60X0542811101000000123456 subito', 'bonifico su [IBAN] subito'],
    ['conto DE89 3704 0044 0532 0130 00 in banca', 'conto [IBAN] in banca'],
    ['tel. 06/12345678 o +39 333 123 4567', 'tel. [telefono] o [telefono]'],
    ['mario chiocciola example punto it', '[e-mail]'],
    ['mi chiamo Anna Maria Verdi e aspetto', 'mi chiamo [nome] e aspetto'],
    ['RSSMRA90A01H501W, 333 1234567', '[codice fiscale], [telefono]'],
    ['RSSMRA90A01H501W 3331234567', '[codice fiscale] [telefono]'],
    ['333 1234567 333 7654321 800 123456', '[telefono] [telefono] 800 123456'],
    ['4111 1111 1111 1111 123 è la mia', '[carta] 123 è la mia'],
    ['ho parlato con il sig. Rossi e con la sig.ra Bianchi', 'ho parlato con il sig. [nome] e con la sig.ra [nome]'],
    ['la dott.ssa Verdi, il dott. Dell’Orto', 'la dott.ssa [nome], il dott. [nome]'],
    ['Mi chiamo Mario', 'Mi chiamo [nome]'],
    ['mi chiamo MARIO ROSSI', 'mi chiamo [nome]'],
    ['sono Mario Rossi', 'sono [nome]'],
    ['sono Maria D’Angelo', 'sono [nome]'],
    ['data di nascita 03.04.1980', 'data di nascita [data di nascita]'],
    ['nato il 3 aprile 1980', 'nato il [data di nascita]'],
    ['nata a Roma il 1° di aprile del 1980', 'nata a Roma il [data di nascita]'],
    ['abito in V.le Europa 10', 'abito in [indirizzo]'],
    ['P.zza Garibaldi 3 e C.so Italia, 5', '[indirizzo] e [indirizzo]'],
    ['mi chiamo mario rossi e aspetto', 'mi chiamo [nome] e aspetto'],
    ['MI CHIAMO ANNA MARIA DE LUCA', 'MI CHIAMO [nome]'],
    ['il dottor verdi e la signora bianchi', 'il dottor [nome] e la signora [nome]'],
    ['SIG.RA ROSSI e sig. de santis', 'SIG.RA [nome] e sig. [nome]'],
    ['Mi chiamo Mario rossi', 'Mi chiamo [nome]'],
    ['sono luca e scrivo', 'sono [nome] e scrivo'],
    ['sono serena e contenta', 'sono serena e contenta'],
    ['sono serena ricci', 'sono [nome]'],
    ['Distinti saluti\nmario rossi', 'Distinti saluti\n[nome]'],
    ['scrivo\u200b3331234567\u200bciao', 'scrivo\u200b[telefono]\u200bciao'],
    ['sono\u200bMario\u200bRossi', 'sono\u200b[nome]'],
    ['RЅЅМRА90А01Н501W', '[codice fiscale]'],
    ['mi chiamo М\u0430ri\u043e', 'mi chiamo [nome]'],
    ['chiama il ٣٣٣ ١٢٣٤٥٦٧', 'chiama il [telefono]'],
    ['R\u0308SSMRA90A01H501W', '[codice fiscale]'],
    ['via Roma 12A e poi via 25 Aprile 3', '[indirizzo] e poi [indirizzo]'],
  ]
  for (const [text, expected] of pairs) assert.equal(redact(text!).text, expected)
})

test('ordinary sentences stay as they are', () => {
  const sentences = [
    'Ho chiamato il numero verde 800 123 456 e il 112',
    'Protocollo n. 0345678/2024 del 03/05/2024',
    'Aperto 09.00-13.00 e 14:30-17:00',
    'Ho pagato 1.234,56 euro il 12-03-2024',
    'Sono molto contento',
    'Errore 500 dopo 10 minuti',
    'Modulo F24, rata 3 di 5',
    'La via giusta è questa',
    'Il CAP 00153 non viene accettato',
    'ISEE 2025: 15.748,78',
    'pratica 3331234567 respinta',
    'Sono Italiana',
    '10/10 servizio',
    'legge 241/1990 art. 22',
    '3 800 123456 800 123456',
    'inviato via internet 3 volte',
    'ho scritto via mail 2 volte',
    'via PEC',
    'inviata via PEC 12/03/2024, letta il 13',
    'sono contento',
    'Sono Cittadino Italiano',
    'il Sig. Sindaco non risponde',
    'Gentile Signora, Vi scrivo',
    'è nata una discussione. Il 03/04/2024 ho chiamato',
    'due  spazi\u00a0e uno insecabile',
    'soft\u00adhyphen, 👩\u200d👧 e ｆｕｌｌ',
  ]
  for (const sentence of sentences) assert.deepEqual(redact(sentence), { text: sentence, found: [] })
})

const fragment = fc.constantFrom(
  'RSSMRA90A01H501W',
  '333 1234567',
  'a@b.it',
  'IT60X0542811101000000123456',
  ' ',
  'ciao',
  '(',
  '[',
  ']',
  '800 123456',
  '00743110157',
  ' at ',
  '.',
  '12/03/2024',
  'via Roma 12',
  'Sono Mario Rossi',
)

const anyText = fc.array(fc.oneof(fragment, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 12 })

test('a second pass changes nothing, and what is found is gone', () => {
  fc.assert(
    fc.property(anyText, (parts) => {
      const once = redact(parts.join(' '))
      assert.deepEqual(redact(once.text), { text: once.text, found: [] })
      for (const leak of ['RSSMRA90A01H501W', 'a@b.it', 'IT60X0542811101000000123456']) {
        if (parts.includes(leak)) assert.ok(!once.text.split(/[^\p{L}\p{N}@.]+/u).includes(leak))
      }
    }),
    { numRuns: 500 },
  )
})

test('what was not found stays as it was written, and in its order', () => {
  const odd = fc.constantFrom(
    'ciao',
    'però',
    '«sì»',
    'x\u00ady',
    'a\u00a0b',
    'ｆｕｌｌ',
    '👩\u200d👧',
    '\u202eorib',
    'e ',
    '…',
    '\n',
  )
  const found = fc.constantFrom('333\u00a01234567', 'a@b.it', 'RSSMRA\u00ad90A01H501W', 'IT60X0542811101000000123456')
  fc.assert(
    fc.property(fc.array(fc.tuple(odd, found), { maxLength: 6 }), odd, (pairs, last) => {
      const text = pairs.map(([word, piece]) => `${word}\n${piece}\n`).join('') + last
      const { text: kept, found: labels } = redact(text)
      assert.equal(labels.length, pairs.length)
      let at = 0
      for (const [word] of pairs) {
        assert.ok(kept.startsWith(`${word}\n[`, at), kept)
        at = kept.indexOf(']\n', at) + 2
      }
      assert.equal(kept.slice(at), last)
    }),
  )
})

test('what cannot be seen, other spaces and full width hide nothing', () => {
  const invisible = fc.constantFrom('', '\u00ad', '\u200b', '\u200d', '\u2060', '\ufeff', '\u202e', '\ufe0f', '\u034f')
  const spaces = fc.constantFrom(' ', '\u00a0', '\u2009', '\u202f', '\u3000', ' \u00a0 ')
  const wide = (character: string): string =>
    /[!-~]/.test(character) ? String.fromCodePoint(character.charCodeAt(0) + 0xfee0) : character
  const sayings: [string, string][] = [
    ['333 1234567', 'telefono'],
    ['RSSMRA90A01H501W', 'codice fiscale'],
    ['a@b.it', 'e-mail'],
    ['4111 1111 1111 1111', 'carta'],
    ['IT60 X054 2811 1010 0000 0123 456', 'IBAN'],
    ['via Roma 12', 'indirizzo'],
    ['sono Mario Rossi', 'nome'],
    ['nato il 3 aprile 1980', 'data di nascita'],
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...sayings),
      fc.infiniteStream(fc.tuple(invisible, spaces, fc.boolean())),
      (pair, stream) => {
        const [saying, category] = pair
        const disguised = [...saying].map((character) => {
          const [hidden, space, full] = stream.next().value!
          return hidden + (character === ' ' ? space : full ? wide(character) : character)
        })
        assert.deepEqual(redact(`ecco: ${disguised.join('')}.`).found, [category], JSON.stringify(disguised.join('')))
      },
    ),
    { numRuns: 1000 },
  )
})

test(
  'a megabyte of hostile text in one line ends, because time grows with the length alone',
  { timeout: 120_000 },
  () => {
    const seeds = [
      'a',
      'a ',
      '1',
      '1 ',
      '1.',
      'a.',
      '@',
      'a@',
      'A1',
      'nato ',
      'via a ',
      'IT60 ',
      '(',
      'a chiocciola ',
      '+',
      '00',
      ' ',
      'Sono A',
      'a punto ',
      '03/',
      '3 ',
      '\u00ad1',
      '\u00a0',
      'sig. A',
      'v.le A ',
      '3 800 ',
      'mi chiamo a ',
      'sig.ra de ',
      'saluti\u200b',
      'а',
      'e\u0301',
    ]
    const part = Math.ceil(1_000_000 / seeds.length)
    const line = seeds.map((seed) => seed.repeat(Math.ceil(part / seed.length))).join(' ')
    assert.ok(line.length >= 1_000_000 && !line.includes('\n'))
    assert.equal(typeof redact(line).text, 'string')
  },
)
