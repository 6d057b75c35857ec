// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold whatever people write, as laws over an implementation; for each law a planted fault that breaks it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { agreement, minHash } from './duplicates/min-hash.ts'
import { folded, jaccard, shinglesOf } from './duplicates/shingles.ts'
import { nearDuplicates, redact, similarity, stem } from './index.ts'
import { redactBy, rules, type Redaction } from './redact.ts'
import type { Rule } from './rules/rule.ts'
import { breaks, inAnyOrder, remark, run, said, words } from './testing.ts'

const leaks = [
  'RSSMRA90A01H501W',
  '333 1234567',
  'a@b.it',
  'IT60X0542811101000000123456',
  'mi chiamo mario rossi',
  'via Roma 12',
]
const piece = fc.oneof(
  fc.constantFrom(...leaks, ...words, '\u200b', '.', '[', ']'),
  fc.string({ unit: 'binary', maxLength: 5 }),
)
const anyText = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(' '))

const isIdempotent = (how: (text: string) => Redaction): void =>
  run(
    fc.property(anyText, (text) => {
      const once = how(text).text
      assert.deepEqual(how(once), { text: once, found: [] })
    }),
  )

/** What stays stood there before, in that order: removing joins nothing new, invents nothing. */
const addsNothing = (how: (text: string) => Redaction): void =>
  run(
    fc.property(anyText, (text) => {
      const kept = how(text)
      const labels = new Set(kept.found.map((category) => `[${category}]`))
      let at = 0
      for (const part of kept.text.split(/(\[[^[\]]*\])/u)) {
        if (labels.has(part) && !text.startsWith(part, at)) continue
        for (const character of part) {
          at = text.indexOf(character, at)
          assert.ok(at >= 0, `${JSON.stringify(part)} was not there`)
          at += character.length
        }
      }
    }),
  )

const losesLeaks = (how: (text: string) => Redaction): void =>
  // «strada» would be taken for the beginning of an address.
  run(
    fc.property(
      fc.constantFrom(...leaks),
      remark.filter((text) => !text.includes('strada')),
      remark,
      (leak, before, after) => {
        const { text } = how(`${before}. ${leak}. ${after}`)
        assert.ok(!text.includes(leak) && text.startsWith(before) && text.endsWith(after), text)
      },
    ),
  )

test('redaction: a second pass changes nothing, nothing is added, a leak in any company leaves', () => {
  for (const law of [isIdempotent, addsNothing, losesLeaks]) law(redact)
  const onlyOnce = (text: string): Redaction => ({
    text: text.replace(/[a-z]/, '[nome]'),
    found: /[a-z]/.test(text) ? ['nome'] : [],
  })
  const inventing = (text: string): Redaction => ({ ...redact(text), text: `${redact(text).text}#` })
  const sleepy = (text: string): Redaction => (text.length > 40 ? { text, found: [] } : redact(text))
  assert.ok(breaks(isIdempotent, onlyOnce))
  assert.ok(breaks(addsNothing, inventing))
  assert.ok(breaks(losesLeaks, sleepy))
})

const disguised = [
  'rossi (chiocciola) example (punto) it',
  'ROSSI[AT]EXAMPLE.IT',
  'rossi at example punto it',
  'nato il ３/4/1980',
]

/** Whether what a rule needs is in whatever it finds. */
const needsNoMore = (list: readonly Rule[]): void =>
  run(
    fc.property(fc.array(fc.oneof(anyText, fc.constantFrom(...disguised)), { maxLength: 4 }), (parts) => {
      const text = parts.join(' ')
      const all = list.map(({ needs: _, ...rule }) => rule)
      assert.deepEqual(redactBy(list, text), redactBy(all, text))
    }),
  )

test('redaction: looking for what a rule needs first changes nothing that it finds', () => {
  needsNoMore(rules)
  const greedy = (category: Rule['category'], needs: RegExp[]): Rule[] =>
    rules.map((rule) => (rule.category === category ? { ...rule, needs } : rule))
  assert.ok(breaks(needsNoMore, greedy('e-mail', [/@/])))
  assert.ok(breaks(needsNoMore, greedy('telefono', [/9/])))
  assert.ok(breaks(needsNoMore, greedy('nome', [/\d/])))
})

const italian = fc.oneof(
  fc.constantFrom('attesa', 'città', 'perché', 'divano', 'accessibilità'),
  fc.string({ unit: fc.constantFrom(...'abcdefghijlmnopqrstuvzàèéìòù'), maxLength: 20 }),
)

const isStable = (how: (word: string) => string): void =>
  run(
    fc.property(italian, (word) => {
      const expected = how(word)
      assert.equal(how(word), expected)
      assert.equal(how(word.normalize('NFD')), expected)
      assert.equal(how(word.toUpperCase()), expected)
      assert.ok(expected.length <= word.length)
    }),
  )

test('stems are stable: the same for a word however it is cased or its accents are stored, each time, never longer', () => {
  isStable(stem)
  let calls = 0
  assert.ok(breaks(isStable, (word) => word))
  assert.ok(breaks(isStable, (word) => stem(word) + (++calls % 2 === 0 ? 'x' : '')))
})

const spaced = fc.tuple(remark, fc.array(fc.constantFrom(' ', '  ', '\u00a0', '\n', '\u200b', ''), { maxLength: 12 }))
const respaced = ([text, spaces]: [string, string[]]): string => {
  let at = 0
  return text.toUpperCase().replaceAll(' ', () => spaces[at++ % Math.max(1, spaces.length)] ?? ' ')
}

const isSymmetric = (how: (a: string, b: string) => number): void =>
  run(
    fc.property(spaced, remark, ([text, spaces], other) => {
      assert.equal(how(text, other), how(other, text))
      assert.equal(how(text, other), how(respaced([text, spaces]), other))
      assert.equal(how(text, respaced([text, spaces])), 1)
    }),
  )

test('likeness is symmetric and does not see case or spaces', () => {
  isSymmetric(similarity)
  const oneSided = (a: string, b: string): number => {
    const [x, y] = [shinglesOf(folded(a)), shinglesOf(folded(b))]
    return x.size === 0 ? 0 : [...x].filter((shingle) => y.has(shingle)).length / x.size
  }
  assert.ok(breaks(isSymmetric, oneSided))
  assert.ok(breaks(isSymmetric, (a, b) => jaccard(shinglesOf(a.toLowerCase()), shinglesOf(b.toLowerCase()))))
  assert.ok(
    breaks(isSymmetric, (a, b) => jaccard(shinglesOf(a.replaceAll(/\s/g, '')), shinglesOf(b.replaceAll(/\s/g, '')))),
  )
})

const shuffled = inAnyOrder(fc.array(remark, { minLength: 2, maxLength: 25 }))

type Grouping = (texts: readonly string[]) => number[][]
const groupsWell = (how: Grouping): void =>
  run(
    fc.property(shuffled, ([texts, order]) => {
      const groups = how(texts)
      const moved = order.map((place) => texts[place]!)
      assert.deepEqual(said(moved, how(moved)), said(texts, groups))
      const places = groups.flat()
      assert.equal(new Set(places).size, places.length)
      for (const group of groups) {
        assert.ok(group.length > 1)
        assert.ok(group.some((first) => group.every((place) => similarity(texts[first]!, texts[place]!) >= 0.8)))
      }
      texts.forEach((text, i) =>
        texts.forEach((other, j) => {
          if (i < j && folded(text) === folded(other))
            assert.ok(groups.some((group) => group.includes(i) && group.includes(j)))
        }),
      )
    }),
  )

test('near duplicates: whole groups in any order, all ≥ 0.8 like one of them, equal texts together', () => {
  groupsWell(nearDuplicates)
  assert.ok(breaks<Grouping>(groupsWell, () => []))
  assert.ok(breaks<Grouping>(groupsWell, (texts) => [[...texts.keys()]]))
  assert.ok(breaks<Grouping>(groupsWell, (texts) => nearDuplicates(texts).filter((group) => group[0] === 0)))
})

test('near duplicates: a word changed in a long remark is one, another remark of the same theme is none', () => {
  const long =
    'Ho provato tre volte a inviare la domanda di rimborso ma la pagina si chiude prima della conferma e perdo tutto'
  const texts = [
    long,
    long.replace('tre', 'due'),
    'La domanda di rimborso non parte',
    `${long.toUpperCase()}  `,
    'ok',
    'OK',
    '',
    ' ',
  ]
  assert.deepEqual(nearDuplicates(texts), [
    [0, 1, 3],
    [4, 5],
  ])
})

test('MinHash estimates Jaccard’s index within five standard errors', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 1e6 }), (shared, from) => {
      const set = (start: number): string[] => Array.from({ length: 200 }, (_, i) => `s${start + i}`)
      const [a, b] = [set(from), set(from + 200 - shared)]
      const truth = jaccard(new Set(a), new Set(b))
      const error = Math.abs(agreement(minHash(a), minHash(b)) - truth)
      assert.ok(error <= 5 * Math.sqrt(Math.max(truth * (1 - truth), 0.01) / 128), `${error} at ${truth}`)
    }),
    { seed: 2026 },
  )
})
