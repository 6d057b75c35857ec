// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyVersion } from '../arbitrary-answer.ts'
import { hashDocument } from './canonical-json.ts'
import { compose } from './compose.ts'
import { composeImported } from './compose-imported.ts'
import type { LocalQuestion } from './local-questions.ts'
import { parseDocument } from './parse-document.ts'
import type { InstrumentDocument } from './schema.ts'

const place: LocalQuestion = {
  id: 'local-place',
  kind: 'single',
  wording: { it: 'Dove ti trovavi?', de: 'Wo waren Sie?' },
  options: [{ it: 'A casa' }, { it: 'In ufficio' }],
}

test('the procedure asks what the design asks, in its order and on its scales', () => {
  const { document } = compose('procedura')
  assert.deepEqual(document.steps, [
    ['ease'],
    ['liked', 'hindered', 'outcome'],
    ['clarity', 'time', 'reliability', 'accessibility', 'trust'],
    ['overall', 'suggestion'],
  ])
  const scales = Object.fromEntries(document.items.map(({ id, scale }) => [id, scale.id]))
  assert.deepEqual([scales['ease'], scales['clarity'], scales['overall']], ['stars-5', 'agree-5', 'satisfied-5'])
  assert.deepEqual(
    document.items.filter(({ required }) => required).map(({ id }) => id),
    ['ease'],
  )
})

test('clarity has stars on an information page and labels in a battery', () => {
  const clarity = (id: string) => compose(id).document.items.find((item) => item.id === 'clarity')
  assert.equal(clarity('pagina')?.scale.kind, 'stars')
  assert.equal(clarity('assistenza')?.scale.kind, 'labelled')
  assert.equal(clarity('pagina')?.dimension, clarity('assistenza')?.dimension)
})

test('modules and local questions close the questionnaire and stay out of the index', () => {
  const { document } = compose('pagina', {
    who: true,
    inclusion: true,
    local: [{ id: 'local-stars', kind: 'stars', wording: { it: 'Com’è la sala?' } }, place],
  })
  assert.deepEqual(document.steps.at(-1), ['suggestion', 'who', 'age', 'familiarity', 'local-stars', 'local-place'])
  const closing = document.items.slice(-5)
  assert.ok(closing.every(({ dimension, scale }) => dimension === null && scale.level === null))
  assert.equal(closing.at(-1)?.wording.de, 'Wo waren Sie?')
  assert.equal(closing.at(-1)?.wording.sl, 'Dove ti trovavi?')
})

test('a fourth local question, a collision of names and a missing choice are refused', () => {
  const four = [1, 2, 3, 4].map((n) => ({ ...place, id: `local-${n}` }))
  const { options: _, ...withoutOptions } = place
  for (const local of [four, [place, place], [withoutOptions], [{ ...place, id: 'ease' }]]) {
    assert.throws(() => compose('pagina', { local }), RangeError)
  }
})

test('a version is frozen to its leaves, survives storage and keeps its name', () => {
  fc.assert(
    fc.property(anyVersion, ({ hash, document }) => {
      const stored = parseDocument(JSON.parse(JSON.stringify(document)))
      assert.equal(hashDocument(stored), hash)
      assert.ok(Object.isFrozen(stored.items[0]?.scale.codes[0]?.label))
      assert.throws(() => Object.assign(document.items[0]!.wording, { it: 'Altro' }), TypeError)
    }),
    { numRuns: 20 },
  )
})

test('any changed word anywhere changes the name', () => {
  fc.assert(
    fc.property(anyVersion, fc.nat(), fc.string({ minLength: 1 }), ({ hash, document }, pick, added) => {
      const paths = wordPaths(document)
      const copy = structuredClone(document) as unknown as Record<string, unknown>
      change(copy, paths[pick % paths.length]!, added)
      assert.notEqual(hashDocument(copy), hash)
    }),
    { numRuns: 50 },
  )
})

test('documents that could not be answered or counted are refused', () => {
  const broken: ((document: Mutable) => void)[] = [
    (d) => d.items.push(structuredClone(d.items[0]!)),
    (d) => (d.steps = d.steps.toReversed()),
    (d) => d.steps.splice(0, 2, ['clarity', 'liked', 'hindered', 'found']),
    (d) => (d.items[1]!.showIf = { item: 'found', codes: [1] }),
    (d) => (d.items[1]!.showIf = { item: 'clarity', codes: [6] }),
    (d) => d.items[0]!.scale.codes.push({ ...d.items[0]!.scale.codes[0]! }),
    (d) => delete d.items[4]!.maxLength,
    (d) => pushItem(d, { ...d.items[4]!, id: 'more' }),
    (d) => pushItem(d, { ...d.items[3]!, id: 'more', showIf: { item: 'liked', codes: [1] } }),
    (d) =>
      (d.items[1]!.scale.codes = Array.from({ length: 16 }, (_, code) => ({ ...d.items[1]!.scale.codes[0]!, code }))),
    (d) => Object.assign(d.items[0]!.wording, { sl: undefined }),
    (d) => Object.assign(d, { extra: 1 }),
  ]
  for (const breakIt of broken) {
    const document = structuredClone(compose('pagina').document) as Mutable
    breakIt(document)
    assert.throws(() => parseDocument(document), TypeError, breakIt.toString())
  }
  for (const value of [null, 3, 'x', [], {}]) assert.throws(() => parseDocument(value), TypeError)
})

test('imported questionnaires keep their native codes; a reversed scale says so', () => {
  const wording = { it: 'Utile?', de: 'Utile?', fr: 'Utile?', sl: 'Utile?', en: 'Utile?' }
  const { document } = composeImported({
    id: 'anpr-feedback',
    items: [
      { id: 'useful', scale: 'thumbs', wording, dimension: null },
      { id: 'quality', scale: '1-7', wording, dimension: 'clarity', reversed: true },
    ],
  })
  assert.deepEqual(document.steps, [['useful'], ['quality']])
  assert.deepEqual(
    document.items.map(({ scale }) => [scale.level, scale.polarity, scale.codes.length]),
    [
      ['L2', 1, 2],
      ['L1', -1, 7],
    ],
  )
  assert.ok(document.items.every(({ required }) => !required))
  assert.throws(() => composeImported({ id: 'x', items: [{ id: 'a', scale: '1-8', wording, dimension: null }] }))
  assert.throws(() => composeImported({ id: 'x', items: [] }), TypeError)
})

type Mutable = InstrumentDocument

function pushItem(document: Mutable, item: Mutable['items'][number]): void {
  document.items.push(item)
  document.steps.push([item.id])
}

function wordPaths(value: unknown, path: string[] = []): string[][] {
  if (typeof value === 'string') return ['it', 'de', 'fr', 'sl', 'en'].includes(path.at(-1) ?? '') ? [path] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => wordPaths(child, [...path, key]))
}

function change(target: Record<string, unknown>, [key, ...rest]: string[], added: string): void {
  if (key === undefined) return
  if (rest.length === 0) target[key] = `${String(target[key])}${added}`
  else change(target[key] as Record<string, unknown>, rest, added)
}
