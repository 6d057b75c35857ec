// SPDX-License-Identifier: AGPL-3.0-or-later
// What must hold on the way from answers to weights: collapsed margins ask for nothing more and lose nobody, what is known is
// reproduced, and weights that cost too much are not used.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sum } from '../algebra/moments.ts'
import { collapse, kishEffect, postStratify, weightAnswers, type Margin } from '../index.ts'
import { got, near } from '../testing.ts'

const names = ['a', 'b', 'c', 'd', 'e', 'f']
/** Groups that may be empty, thin, or far from their total. */
const margin: fc.Arbitrary<{ weights: number[]; margin: Margin }> = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 900 })), {
      minLength: 1,
      maxLength: 6,
    }),
    fc.double({ min: 0.5, max: 2, noNaN: true }),
  )
  .filter(([groups]) => groups.some(([n]) => n > 0) && groups.some(([, total]) => total > 0))
  .map(([groups, factor]) => {
    const own = groups.flatMap(([n], j) => new Array<string>(n).fill(names[j]!))
    const totals = Object.fromEntries(groups.map(([, total], j) => [names[j]!, total]))
    return { weights: own.map((_, i) => 1 + factor * (i % 3)), margin: { groups: own, totals } }
  })
const repeat = (group: string, times: number): string[] => new Array<string>(times).fill(group)

test('a collapsed margin asks for nothing more, loses nobody, and is left alone the second time', () => {
  fc.assert(
    fc.property(margin, fc.boolean(), ({ weights, margin: before }, ordered) => {
      const after = got(collapse(weights, before, { ordered }))
      const people = sum(Object.values(before.totals))
      near(sum(Object.values(after.totals)), people, 1e-6)
      assert.deepEqual(after.joined.flat().toSorted(), Object.keys(before.totals).toSorted())
      for (const [at, [name, total]] of Object.entries(after.totals).entries()) {
        const parts = after.joined[at]!
        near(total, sum(parts.map((part) => before.totals[part]!)), 1e-9)
        const inside = before.groups.map((group) => parts.includes(group))
        inside.forEach((is, i) => assert.equal(after.groups[i] === name, is))
        if (after.joined.length === 1) continue
        assert.ok(inside.filter(Boolean).length >= 10)
        const share = sum(weights.filter((_, i) => inside[i])) / sum(weights)
        assert.ok(total / people <= 3 * share * (1 + 1e-9))
      }
      if (ordered)
        for (const parts of after.joined) {
          const places = parts.map((part) => Object.keys(before.totals).indexOf(part))
          near(Math.max(...places) - Math.min(...places), parts.length - 1, 0)
        }
      const again = got(collapse(weights, after, { ordered }))
      assert.ok(again.joined.every(({ length }) => length === 1))
    }),
  )
})

test('a thin group joins the smallest other one, or its smaller neighbour; an age that counts fourfold joins one too', () => {
  const groups = [...repeat('young', 40), ...repeat('middle', 4), ...repeat('old', 60), ...repeat('oldest', 20)]
  const ones = groups.map(() => 1)
  const totals = { young: 40, middle: 4, old: 60, oldest: 20 }
  assert.deepEqual(got(collapse(ones, { groups, totals })).joined, [['young'], ['middle', 'oldest'], ['old']])
  assert.deepEqual(got(collapse(ones, { groups, totals }, { ordered: true })).joined, [
    ['young', 'middle'],
    ['old'],
    ['oldest'],
  ])
  const scarce = { young: 40, middle: 4, old: 60, oldest: 500 }
  const stretched = got(collapse(ones, { groups, totals: scarce }, { ordered: true, respondents: 1 }))
  assert.deepEqual(stretched.joined.at(-1), ['old', 'oldest'])
  // Exactly ten, and exactly three times as many, are enough; one answer less, and one person more, are not.
  const groupsLeft = (respondents: number, people: number): number => {
    const two = [...repeat('x', respondents), ...repeat('y', 40 - respondents)]
    return got(collapse(new Array<number>(40).fill(1), { groups: two, totals: { x: people, y: 100 - people } })).joined
      .length
  }
  assert.deepEqual([groupsLeft(10, 75), groupsLeft(9, 60), groupsLeft(10, 76)], [2, 1, 1])
  // A name that exists already is not taken twice.
  const taken = {
    groups: [...repeat('a', 3), ...repeat('b', 3), ...repeat('a + b', 50)],
    totals: { a: 3, b: 3, 'a + b': 50 },
  }
  const apart = got(
    collapse(
      repeat('', 56).map(() => 1),
      taken,
      { respondents: 6 },
    ),
  )
  assert.deepEqual(Object.keys(apart.totals), ['a + b′', 'a + b'])
  assert.deepEqual(collapse([1], { groups: ['z'], totals: { a: 1 } }), { estimable: false, reason: 'invalid values' })
  assert.deepEqual(collapse([1], { groups: ['a'], totals: { a: 0 } }), { estimable: false, reason: 'no answers' })
})

const channel = [...repeat('web', 60), ...repeat('desk', 40)]
const age = channel.map((_, i) => (i % 2 === 0 ? 'young' : 'old'))

test('weights reproduce every margin, in the order of the method', () => {
  const plan = {
    margins: {
      age: { groups: age, totals: { young: 400, old: 600 } },
      channel: { groups: channel, totals: { web: 500, desk: 500 } },
    },
  }
  const result = got(weightAnswers(100, plan))
  assert.deepEqual(
    result.margins.map(({ name }) => name),
    ['channel', 'age'],
  )
  for (const { groups, totals } of Object.values(plan.margins))
    for (const [group, total] of Object.entries(totals))
      near(sum(result.weights.filter((_, i) => groups[i] === group)), total, 1e-6)
  assert.deepEqual([result.published, result.reason], ['weighted', null])
  near(result.nEffective, 100 / kishEffect(result.weights), 1e-9)
})

test('cells of non-response count each answer for all who were asked in it, before any margin', () => {
  const cells = { groups: channel, totals: { web: 120, desk: 200 } }
  const result = got(weightAnswers(100, { cells, margins: {} }))
  near([result.weights[0]!, result.weights[99]!], [2, 5], 1e-12)
  assert.equal(result.published, 'weighted')
  near(
    result.weights,
    got(
      postStratify(
        channel.map(() => 1),
        channel,
        cells.totals,
      ),
    ).weights,
    1e-12,
  )
  // One in four was asked: each stands for four of those who could.
  near(got(weightAnswers(100, { base: channel.map(() => 4), margins: {} })).weights[0]!, 4, 1e-12)
})

test('no totals, no weights; and weights that cost too much are computed, told and not used', () => {
  const none = got(weightAnswers(100, { margins: {} }))
  assert.deepEqual([none.published, none.reason, none.nEffective], ['unweighted', 'no totals', 100])
  const few = [...repeat('web', 250), ...repeat('desk', 10)]
  // By hand: 250 answers of weight 1 and 10 of weight w have the effect 260 (250 + 10w²)/(250 + 10w)².
  const effect = (w: number): number => (260 * (250 + 10 * w * w)) / (250 + 10 * w) ** 2
  const base = few.map((group) => (group === 'web' ? 1 : 8))
  const asked = (w: number) => ({ base, margins: { channel: { groups: few, totals: { web: 250, desk: 10 * w } } } })
  const [cheap, dear] = [9, 10].map((w) => got(weightAnswers(260, asked(w))))
  near([cheap!.kishEffect, dear!.kishEffect], [effect(9), effect(10)], 1e-9)
  assert.ok(effect(9) < 2.5 && effect(10) > 2.5)
  assert.deepEqual([cheap!.published, cheap!.weights.at(-1)!.toFixed(6)], ['weighted', '9.000000'])
  assert.deepEqual([dear!.published, dear!.reason, dear!.nEffective], ['unweighted', 'Kish effect', 260])
  assert.ok(dear!.weights.every((weight) => weight === 1))
})

test('a margin of which one group is left says only how many people there are', () => {
  const thin = { groups: [...repeat('web', 95), ...repeat('desk', 5)], totals: { web: 500, desk: 500 } }
  const result = got(weightAnswers(100, { margins: { channel: thin } }))
  assert.deepEqual(result.margins, [])
  near(
    result.weights,
    thin.groups.map(() => 10),
    1e-9,
  )
  assert.equal(result.published, 'weighted')
})
