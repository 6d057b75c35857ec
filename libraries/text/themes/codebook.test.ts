// SPDX-License-Identifier: AGPL-3.0-or-later
// The codebook in force: its form, its examples, and what negation does. Each part of the mechanism has a planted fault that an example shows.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { codebook, coderOf, wordsOf, type Codebook } from './codebook.ts'

const themesOf = (text: string, book: Codebook = codebook): string[] => coderOf(book)(text).map(({ theme }) => theme)

function misses(book: Codebook): string[] {
  return codebook.themes.flatMap(({ id, examples, counterexamples }) => [
    ...examples.filter((text) => !themesOf(text, book).includes(id)),
    ...counterexamples.filter((text) => themesOf(text, book).includes(id)),
  ])
}

test('every example has its theme, no counterexample has', () => {
  assert.deepEqual(misses(codebook), [])
})

test('every term is made by each of the forms it says it is written in, and stands once', () => {
  for (const { id, terms } of codebook.themes) {
    assert.equal(new Set(terms.map(({ stems, negation }) => `${stems} ${negation}`)).size, terms.length, id)
    for (const { stems, written } of terms) {
      assert.ok(written.length > 0, stems)
      for (const form of written)
        assert.equal(
          wordsOf(form)
            .flat()
            .map(({ stem }) => stem)
            .join(' '),
          stems,
          form,
        )
    }
  }
})

test('the file is canonical: keys and terms in order, two blanks, one line at the end', () => {
  const text = readFileSync(new URL('codebook-2026.1.json', import.meta.url), 'utf8')
  const ordered = (_key: string, value: unknown): unknown =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value
  assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(JSON.parse(text), ordered)))
  assert.equal(JSON.stringify(JSON.parse(text)), JSON.stringify(JSON.parse(text), ordered))
  assert.ok(text.endsWith('}\n'))
  assert.ok(
    codebook.themes.length >= 25 && new Set(codebook.themes.map(({ id }) => id)).size === codebook.themes.length,
  )
  for (const { terms } of codebook.themes)
    assert.deepEqual(
      terms.map(({ stems }) => stems),
      terms.map(({ stems }) => stems).toSorted(),
    )
})

test('negation turns what it reaches, and only that', () => {
  const cases: [string, boolean][] = [
    ['C’è un errore', true],
    ['Nessun errore', false],
    ['nessun tipo di errore', false],
    ['problemi tecnici nessuno', false],
    ['non senza errori', true],
    ['non solo errori', true],
    ['Non ho fretta, ma un errore è un errore', true],
    ['Il sito funziona', false],
    ['Il sito non funziona', true],
    ['Il sito nn funziona', true],
    ['Non è il solito sito lento, e funziona', false],
    ['la pagina non mi si apre', true],
  ]
  for (const [text, expected] of cases) assert.equal(themesOf(text).includes('errori'), expected, text)
})

test('faults planted in the book are shown by its own examples', () => {
  const mutants: [string, (book: Codebook) => Codebook][] = [
    ['negation plays no part', (book) => changed(book, (term) => ({ ...term, negation: 'any' }))],
    ['pairs of stems are left out', (book) => changed(book, (term) => (term.stems.includes(' ') ? undefined : term))],
    [
      'what needs a negation is left out',
      (book) => changed(book, (term) => (term.negation === 'required' ? undefined : term)),
    ],
    ...codebook.themes.map(({ id }): [string, (book: Codebook) => Codebook] => [
      `${id} has no terms`,
      (book) => ({ ...book, themes: book.themes.map((theme) => (theme.id === id ? { ...theme, terms: [] } : theme)) }),
    ]),
  ]
  for (const [name, mutate] of mutants) assert.ok(misses(mutate(codebook)).length > 0, name)
})

type Term = Codebook['themes'][number]['terms'][number]

function changed(book: Codebook, change: (term: Term) => Term | undefined): Codebook {
  return {
    ...book,
    themes: book.themes.map((theme) => ({ ...theme, terms: theme.terms.flatMap((term) => change(term) ?? []) })),
  }
}
