// SPDX-License-Identifier: AGPL-3.0-or-later
// What the second screen promises and how it reads: the time it takes, its headings, and words that were not translated.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compose, languages, type ComposeOptions, type Language, type LocalQuestion } from '@ascolto/questionnaire'
import { words } from '../words.ts'
import { secondPage } from './second-page.ts'

const own: LocalQuestion[] = [
  { id: 'local-a', kind: 'single', wording: { it: 'Dove?' }, options: [{ it: 'Qui', de: 'Hier' }, { it: 'Altrove' }] },
  { id: 'local-b', kind: 'yes-no', wording: { it: 'Torneresti?', de: 'Kämen Sie wieder?' } },
]

function shown(instrument: string, language: Language, options?: ComposeOptions): string {
  const { items, steps } = compose(instrument, options).document
  const later = items.filter(({ id, showIf }) => !steps[0]!.includes(id) && !showIf?.codes.includes(5))
  const addresses = { action: '/', back: '/', skip: '/' }
  return String(secondPage({ ...addresses, items: later, language, given: {}, problems: new Map() }))
}

test('twenty seconds are promised only where they are enough', () => {
  for (const language of languages) {
    assert.ok(shown('pagina', language, { who: true }).includes(words[language].moreLead))
    for (const instrument of ['procedura', 'consultazione', 'assistenza'])
      assert.ok(shown(instrument, language).includes(words[language].moreLeadLong))
  }
})

test('no heading says the same as the question below it', () => {
  for (const language of languages) {
    const page = shown('procedura', language, { who: true, inclusion: true, local: own })
    const pairs = [...page.matchAll(/<h2>([^<]+)<\/h2>[^]*?<legend>(?:<span[^>]*>)?([^<]+)/g)]
    assert.equal(pairs.length, 4, language)
    for (const [, heading, question] of pairs) assert.ok(!question!.startsWith(heading!), heading)
  }
})

test('what a body did not translate is marked as Italian, and nothing else is', () => {
  const marked = (language: Language): string[] =>
    [...shown('procedura', language, { local: own }).matchAll(/<span lang="it">([^<]+)/g)].map(([, text]) => text!)
  assert.deepEqual(marked('it'), [])
  assert.deepEqual(marked('de'), ['Dove?', 'Altrove'])
  assert.deepEqual(marked('en'), ['Dove?', 'Qui', 'Altrove', 'Torneresti?'])
})

test('a limit is written with its thousands apart, in every language', () => {
  for (const language of languages)
    assert.match(shown('procedura', language), language === 'en' ? /1,000/ : language === 'fr' ? /1\s000/ : /1\.000/)
})
