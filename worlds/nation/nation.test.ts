// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compose, itemCounts, layoutOf } from '@ascolto/questionnaire'
import fc from 'fast-check'
import { createChance } from '../chance/chance.ts'
import { answersByDay, cellsOf, type NationCell } from './cells.ts'
import { planNation, type NationSize } from './plan.ts'

const size: NationSize = { seed: 'test', bodies: 4, services: 12, days: 90, answers: 20_000 }
const { document } = compose('procedura')
const layout = layoutOf(document)
const calendar = { days: size.days, firstWeekday: 3 }

function answersOf(seed: string, index = 0, answers = 5000): NationCell[] {
  const chance = createChance(seed)
  const service = planNation(size, chance)[index]!
  return [...cellsOf(chance.fork(`answers ${index}`), service, document, calendar, answers)]
}

test('the same seed gives the same country and the same answers; another seed does not', () => {
  assert.equal(JSON.stringify(answersOf('a')), JSON.stringify(answersOf('a')))
  assert.notEqual(JSON.stringify(answersOf('a')), JSON.stringify(answersOf('b')))
})

test('the shares of the services are the whole country', () => {
  const shares = planNation(size, createChance('a')).map(({ share }) => share)
  assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-12)
})

test('nobody is lost on the way from the plan to the cells', () => {
  fc.assert(
    fc.property(fc.nat(20_000), fc.integer({ min: 1, max: 60 }), fc.nat(6), fc.string(), (answers, days, day, seed) => {
      const counts = answersByDay(createChance(seed), { days, firstWeekday: day }, answers)
      assert.equal(
        counts.reduce((sum, count) => sum + count, 0),
        answers,
      )
    }),
  )
  const cells = answersOf('all', 3, 7777)
  assert.equal(
    cells.reduce((sum, { n }) => sum + n, 0),
    7777,
  )
  for (const { n, counts } of cells) {
    const { answered, missing } = itemCounts(layout, [...counts], 'ease')
    assert.equal(answered + missing[0] + missing[1] + missing[2], n)
  }
})

test('the truth is found again, within its error', () => {
  for (let index = 0; index < size.services; index++) {
    let [points, squares, truth, people] = [0, 0, 0, 0]
    for (const { n, counts, trueMean } of answersOf('truth', index)) {
      truth += n * trueMean
      people += n
      itemCounts(layout, [...counts], 'ease').byCode.forEach((count, code) => {
        points += count * code * 25
        squares += count * (code * 25) ** 2
      })
    }
    const mean = points / people
    const error = Math.sqrt((squares / people - mean ** 2) / people)
    assert.ok(Math.abs(mean - truth / people) < 4.5 * error, `service ${index}: ${mean} for ${truth / people}`)
  }
})

test('people answer less at the weekend', () => {
  const byWeekday = Array<number>(7).fill(0)
  for (const { day, n } of answersOf('week', 1, 20_000)) byWeekday[(calendar.firstWeekday + day) % 7]! += n
  assert.ok(byWeekday[0]! < byWeekday[2]! / 2)
})
