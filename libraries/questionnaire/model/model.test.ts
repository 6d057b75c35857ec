// SPDX-License-Identifier: AGPL-3.0-or-later
// Words that law and other software depend on, and the names of everything published under 2026.1.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compose } from '../document/compose.ts'
import { hashDocument } from '../document/canonical-json.ts'
import { documentScale } from '../document/document-scale.ts'
import { dimensions, instruments, items, model, scales, translationStatus } from './read-model.ts'
import pinned from './2026.1/hashes.json' with { type: 'json' }
import type { Phrase } from '../document/schema.ts'

const modules = { who: true, inclusion: true }

test('no questionnaire of 2026.1 has changed: a new wording, scale or order is a new model version', () => {
  assert.deepEqual(
    {
      instruments: Object.fromEntries([...instruments.keys()].map((id) => [id, compose(id).hash])),
      modules: compose('pagina', modules).hash,
      scales: hashDocument([...scales.keys()].map(documentScale)),
    },
    pinned,
  )
})

test('what the Single Digital Gateway makes mandatory is asked: the rating of 1 to 5 first and always, whether it was found, a box for text', () => {
  // Implementing Regulation (EU) 2020/1121: three forms, by what was used.
  const ratings = { Information: ['clarity', 'ease'], Procedure: ['ease'], Assistance: ['assistance'] } as const
  for (const { id, sdg } of instruments.values()) {
    const { items: asked } = compose(id).document
    const [first] = asked
    assert.ok((ratings[sdg] as readonly string[]).includes(first!.id), id)
    assert.equal(first!.required, true, id)
    assert.deepEqual(
      first!.scale.codes.map(({ code }) => code),
      [1, 2, 3, 4, 5],
    )
    if (sdg === 'Information') assert.equal(asked.find((item) => item.id === 'found')?.scale.codes.length, 3, id)
    assert.equal(asked.find((item) => item.id === 'suggestion')?.scale.kind, 'text', id)
  }
})

test('the mandated component finds its exact words', () => {
  const phrase = (id: string) => items.get(id)?.wording.it
  const options = (id: string) => scales.get(id)?.codes.map(({ label }) => label.it)
  assert.equal(compose('pagina').document.items[0]?.wording.it, 'Quanto sono chiare le informazioni su questa pagina?')
  assert.equal(phrase('ease'), 'Quanto è stato facile usare questo servizio?')
  assert.equal(phrase('liked'), 'Quali sono stati gli aspetti che hai preferito?')
  assert.equal(phrase('hindered'), 'Dove hai incontrato le maggiori difficoltà?')
  assert.equal(phrase('suggestion'), 'Vuoi aggiungere altri dettagli?')
  assert.deepEqual(options('liked'), [
    'Le indicazioni erano chiare',
    'Le indicazioni erano complete',
    'Capivo sempre che stavo procedendo correttamente',
    'Non ho avuto problemi tecnici',
    'Altro',
  ])
  assert.deepEqual(options('hindered'), [
    'A volte le indicazioni non erano chiare',
    'A volte le indicazioni non erano complete',
    'A volte non capivo se stavo procedendo correttamente',
    'Ho avuto problemi tecnici',
    'Altro',
  ])
  assert.deepEqual(
    options('stars-5'),
    [1, 2, 3, 4, 5].map((n) => `Valuta ${n} stelle su 5`),
  )
  assert.deepEqual(options('yes-partly-no'), ['Sì', 'In parte', 'No'])
})

test('what others fixed is official in Italian, what we wrote is ours', () => {
  const ease = items.get('ease')?.wording
  assert.ok(ease)
  assert.equal(translationStatus(ease, 'it'), 'official')
  assert.equal(translationStatus(ease, 'de'), 'ours')
})

test('every reference in the model leads somewhere, and nothing in it is unused but the scales for imports', () => {
  const used = new Set([
    ...model.instruments.flatMap(({ steps }) => steps.flat().map(({ item }) => item)),
    ...model.modules.flatMap((module) => module.items),
  ])
  assert.deepEqual([...used].toSorted(), [...items.keys()].toSorted())
  for (const { dimension, scale } of model.items) {
    assert.ok(dimension === null || dimensions.has(dimension))
    assert.ok(scales.has(scale))
  }
  const measured = new Set(model.items.map(({ dimension }) => dimension))
  assert.ok([...dimensions.keys()].every((id) => measured.has(id)))
  assert.equal(items.get('overall')?.dimension, null)
})

test('legacy scales carry their level: only five stars, five labels and 1–5 are the scale of the index', () => {
  const level = (id: string) => scales.get(id)?.level
  assert.deepEqual(['stars-5', 'agree-5', 'satisfied-5', '1-5'].map(level), ['L0', 'L0', 'L0', 'L0'])
  assert.deepEqual(['1-7', '1-10', '0-10', '0-100'].map(level), ['L1', 'L1', 'L1', 'L1'])
  assert.deepEqual(['faces3', 'thumbs', 'nps'].map(level), ['L2', 'L2', 'L3'])
})

test('wordings are tidy in every language', () => {
  const phrases = phrasesIn(model)
  assert.ok(phrases.length > 100)
  for (const { it, de, fr, sl, en } of phrases) {
    for (const words of [it, de, fr, sl, en]) {
      assert.equal(words, words.trim())
      assert.equal(words, words.normalize('NFC'))
    }
    assert.doesNotMatch(fr, /[^\u00a0][?!:;]/, 'French sets a no-break space before double punctuation')
    assert.deepEqual(
      [de, fr, sl, en].map((words) => words.includes('?')),
      [de, fr, sl, en].map(() => it.includes('?')),
      `a question in Italian is a question everywhere: ${it}`,
    )
  }
})

function phrasesIn(value: unknown): Phrase[] {
  if (typeof value !== 'object' || value === null) return []
  if ('it' in value) return [value as Phrase]
  return Object.values(value).flatMap(phrasesIn)
}
