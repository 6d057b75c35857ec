// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compose, itemCounts, layoutOf, model, tally, validateAnswer } from '@ascolto/questionnaire'
import fc from 'fast-check'
import { createChance } from '../chance/chance.ts'
import { drawAnswer } from './answer.ts'
import { drawCounts } from './counts.ts'
import { opinionOf, type Experience } from './opinion.ts'
import { meanOf, shapeNames, shapes, tilted } from './shape.ts'

const anyExperience = fc.record({
  shape: fc.constantFrom(...shapeNames),
  mean: fc.integer({ min: 5, max: 95 }),
  goesOn: fc.double({ min: 0, max: 1, noNaN: true }),
  writes: fc.double({ min: 0, max: 1, noNaN: true }),
})
const instruments = model.instruments.map(({ id }) => id)

test('a tilted shape has the wanted mean and stays a distribution', () => {
  fc.assert(
    fc.property(fc.constantFrom(...shapeNames), fc.double({ min: 1, max: 99, noNaN: true }), (name, mean) => {
      const probabilities = tilted(shapes[name], mean)
      assert.ok(Math.abs(meanOf(probabilities) - mean) < 1e-6)
      assert.ok(Math.abs(probabilities.reduce((sum, p) => sum + p, 0) - 1) < 1e-12)
      assert.ok(probabilities.every((p) => p > 0))
    }),
  )
})

test('every answer a person of ours gives is accepted by the model', () => {
  fc.assert(
    fc.property(fc.constantFrom(...instruments), anyExperience, fc.string(), (instrument, experience, seed) => {
      const { document } = compose(instrument, { who: true, inclusion: true })
      const chance = createChance(seed)
      const opinion = opinionOf(document, experience)
      for (let person = 0; person < 20; person++) {
        assert.ok(
          validateAnswer(
            document,
            drawAnswer(chance, opinion, () => 'Va bene così.'),
          ).ok,
        )
      }
    }),
  )
})

test('counts drawn at once keep everybody in every question', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...instruments),
      anyExperience,
      fc.nat(3000),
      fc.string(),
      (instrument, experience, n, seed) => {
        const { document } = compose(instrument, { who: true })
        const layout = layoutOf(document)
        const counts = Array<number>(layout.length).fill(0)
        drawCounts(createChance(seed), layout, opinionOf(document, experience), n, counts)
        for (const { id, codes } of layout.items) {
          const { byCode, missing, answered } = itemCounts(layout, counts, id)
          assert.equal(answered + missing[0] + missing[1] + missing[2], n)
          assert.ok(byCode.every((count) => count <= answered))
          assert.ok(byCode.reduce((sum, count) => sum + count, 0) >= answered || codes.length === 0)
        }
      },
    ),
  )
})

test('single answers and whole cells have the same distribution', () => {
  const experience: Experience = { shape: 'j-shaped', mean: 61, goesOn: 0.6, writes: 0.3 }
  const { document } = compose('procedura')
  const layout = layoutOf(document)
  const opinion = opinionOf(document, experience)
  const size = 20_000
  const [one, all] = [layout.length, layout.length].map((length) => Array<number>(length).fill(0)) as [
    number[],
    number[],
  ]
  const chance = createChance('same')
  for (let person = 0; person < size; person++) {
    const judged = validateAnswer(
      document,
      drawAnswer(chance, opinion, () => 'Più chiarezza.'),
    )
    assert.ok(judged.ok)
    tally(layout, one, judged.answer.values, 1)
  }
  drawCounts(chance, layout, opinion, size, all)
  one.forEach((count, slot) => {
    const spread = Math.sqrt((2 * Math.max(count, 25) * (size - count + 25)) / size)
    assert.ok(Math.abs(count - all[slot]!) < 5 * spread, `slot ${slot}: ${count} one by one, ${all[slot]} at once`)
  })
})

test('answers of one person go together', () => {
  const { document } = compose('procedura')
  const opinion = opinionOf(document, { shape: 'symmetric', mean: 50, goesOn: 1, writes: 0 })
  const chance = createChance('mood')
  const pairs = Array.from({ length: 4000 }, () => drawAnswer(chance, opinion, () => ''))
    .map(({ ease, overall }) => [Number(ease), Number(overall)] as const)
    .filter(([, overall]) => overall > 0)
  const mean = (at: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length
  const [x, y] = [mean(0), mean(1)]
  const cross = (f: (a: number, b: number) => number): number => pairs.reduce((s, [a, b]) => s + f(a - x, b - y), 0)
  const correlation = cross((a, b) => a * b) / Math.sqrt(cross((a) => a * a) * cross((_, b) => b * b))
  assert.ok(correlation > 0.4 && correlation < 0.65, `correlation ${correlation}`)
})
