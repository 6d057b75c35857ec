// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { decode } from './decode.ts'
import { readTable, type TableRow } from './read-table.ts'

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function rowsOf(content: Uint8Array | string, size = 7): Promise<TableRow[]> {
  return await Array.fromAsync(readTable(inPieces(Buffer.from(content), size)))
}

const accents = [{ line: 2, cells: { nome: 'Forlì', valore: '«sì» €' }, fault: null }]

test('the same rows in UTF-8, with a mark, packed, in UTF-16', async () => {
  const text = 'nome;valore\nForlì;«sì» €\n'
  assert.deepEqual(await rowsOf(text), accents)
  assert.deepEqual(await rowsOf(`\ufeff${text}`), accents)
  assert.deepEqual(await rowsOf(gzipSync(text)), accents)
  assert.deepEqual(await rowsOf(Buffer.from(`\ufeff${text}`, 'utf16le'), 8), accents)
})

test('Latin-1 is recognised, after any number of bytes without accents', async () => {
  assert.deepEqual(await rowsOf(Buffer.from('nome;valore\nForlì;«sì» \u0080\n', 'latin1')), accents)
  const rows = await rowsOf(Buffer.from(`nome\n${'a\n'.repeat(100)}à\n`, 'latin1'))
  assert.deepEqual(rows.at(-1)?.cells, { nome: 'à' })
})

test('a character cut in two by the end of a piece stays whole', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'è', '€', '😀'), minLength: 1 }), { minLength: 1 }),
      fc.integer({ min: 8, max: 40 }),
      async (names, size) => {
        const rows = await rowsOf(`à;nome\n${names.map((name) => `x;${name}`).join('\n')}\n`, size)
        assert.deepEqual(
          rows.map(({ cells }) => cells['nome']),
          names,
        )
      },
    ),
  ))

test('tabs, commas, semicolons; quotation marks are letters between tabs; headers may break lines', async () => {
  assert.deepEqual((await rowsOf('a\tb\n1\tVia "Roma"\n'))[0]?.cells, { a: '1', b: 'Via "Roma"' })
  assert.deepEqual((await rowsOf('a,b\n1,"x, y"\n'))[0]?.cells, { a: '1', b: 'x, y' })
  const [row] = await rowsOf('"due\nrighe";a, b;a, b\n1;2;3\n')
  assert.deepEqual([row?.line, row?.cells], [3, { 'due righe': '1', 'a, b': '2', 'a, b (2)': '3' }])
})

test('a row of another length comes with its fault', async () => {
  const rows = await rowsOf('a;b\n1\n1;2;3\n1;2\n')
  assert.deepEqual(
    rows.map(({ line, fault }) => [line, fault]),
    [
      [2, '1 celle invece di 2'],
      [3, '3 celle invece di 2'],
      [4, null],
    ],
  )
})

test('what is no table is refused in words', async () => {
  await assert.rejects(rowsOf(''), /È vuoto/)
  await assert.rejects(rowsOf('a;b\n"mai chiusa;2\n'), /Riga \d+: si aprono delle virgolette/)
  for (const json of ['[{"a":1}]', '{\n  "comuni": []}', '[\n', gzipSync('[{"a":1}]')])
    await assert.rejects(rowsOf(json, 100), /È JSON: serve una tabella di testo \(CSV\)/)
  assert.equal((await rowsOf('[a];{b}\n1;2\n')).length, 1)
  await assert.rejects(rowsOf(Buffer.from('PK\u0003\u0004abc')), /foglio di calcolo: salvalo come CSV/)
  await assert.rejects(
    rowsOf(Buffer.concat([Buffer.from('nome\nForlì\nRoma\nPisa\n'), Buffer.from('\xe0\n', 'latin1')])),
    /utf-8/,
  )
  await assert.rejects(rowsOf(gzipSync('a;b\n'.repeat(1000)).subarray(0, 20)), /gzip/)
})

test('an archive that holds a text without end is refused while it is unpacked, and so is a spreadsheet', async () => {
  const bomb = gzipSync(Buffer.alloc(100_000_000, 'a;b\n'))
  assert.ok(bomb.length < 200_000)
  let [read, unpacked] = [0, 0]
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for await (const piece of inPieces(bomb, 1000)) {
      read += piece.length
      yield piece
    }
  }
  const unpack = async (): Promise<void> => {
    for await (const text of decode(pieces(), 2_000_000)) unpacked += text.length
  }
  await assert.rejects(unpack(), /Supera 2 MB, una volta decompresso/)
  assert.ok(read < bomb.length, 'the rest is not even read')
  assert.ok(unpacked <= 2_000_000)
  await assert.rejects(
    Array.fromAsync(readTable(inPieces(bomb, 100_000), { mostBytes: 1_000 })),
    /una volta decompresso/,
  )
  await assert.rejects(rowsOf('PK\u0003\u0004 un foglio'), /foglio di calcolo: salvalo come CSV/)
})
