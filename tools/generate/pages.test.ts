// SPDX-License-Identifier: AGPL-3.0-or-later
// What is written by hand in docs and can go stale: figures, which are computed again, and links, which must lead somewhere.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { scoreEstimate, scoreInterval } from '@ascolto/statistics'
import { tLimits } from '../../benchmarks/accuracy/intervals.ts'
import { coverage, shapes } from '../../libraries/statistics/intervals/coverage.ts'
import { listFiles, projectRoot } from '../source-files.ts'

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8')
const methods = read('docs/methods/score-interval.md')
const numbers = (text: string): number[] => text.split(' ').map(Number)

/** The rows below a table's header, as cells. */
function rowsOf(header: RegExp): string[][] {
  const lines = methods.split('\n')
  const start = lines.findIndex((line) => header.test(line)) + 2
  const end = lines.findIndex((line, index) => index >= start && !line.startsWith('|'))
  assert.ok(start > 1 && end > start, String(header))
  return lines.slice(start, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

type Limits = { readonly low: number; readonly high: number }

function scoreLimits(counts: readonly number[]): Limits {
  const result = scoreInterval(counts)
  assert.ok(result.estimable)
  return result
}

/** The probability that the limits hold the mean of `shares`: every possible sample of n is looked at. */
function exactCoverage(shares: readonly number[], n: number, limits: (counts: number[]) => Limits): number {
  const truth = shares.reduce((sum, share, j) => sum + (100 * share * j) / (shares.length - 1), 0)
  const logFactorial = Array.from({ length: n + 1 }, () => 0)
  for (let i = 1; i <= n; i++) logFactorial[i] = logFactorial[i - 1]! + Math.log(i)
  const from = (before: number[], left: number, log: number): number => {
    const share = shares[before.length]!
    const take = (count: number): number => (count === 0 ? 0 : count * Math.log(share)) - logFactorial[count]!
    if (before.length < shares.length - 1) {
      let sum = 0
      for (let count = 0; count <= (share > 0 ? left : 0); count++)
        sum += from([...before, count], left - count, log + take(count))
      return sum
    }
    if (share === 0 && left > 0) return 0
    const { low, high } = limits([...before, left])
    return low <= truth && truth <= high ? Math.exp(log + take(left) + logFactorial[n]!) : 0
  }
  return from([], n, 0)
}

const percent = (share: number): string => (100 * share).toFixed(1)

test('the worked example of the score interval is what the code computes', () => {
  for (const [counts, n, value, low, high] of rowsOf(/^\| counts /)) {
    const result = scoreInterval(numbers(counts!))
    assert.ok(result.estimable)
    const computed = [result.value, result.low, result.high].map((x) => x.toFixed(2))
    assert.deepEqual([numbers(counts!).reduce((a, b) => a + b), ...computed], [Number(n), value, low, high])
  }
  const about = {
    stream: 'invited',
    period: { from: '', to: '' },
    scope: { kind: 'service', id: '' },
    model: [],
  } as const
  assert.equal(scoreEstimate({ counts: [2, 1, 3, 7, 12] }, about).quality, 'indicativo')
  const { low, high } = scoreLimits([0, 0, 0, 0, 10])
  assert.match(methods, new RegExp(`between ${low.toFixed(2)} and ${high.toFixed(2)}`))
})

test('the coverage of the score interval is what the simulation gives', () => {
  const sizes = [10, 20, 30, 50, 100, 300]
  const found = shapes.map(({ name, shares }) => ({ name, covered: sizes.map((n) => coverage(shares, n, 400, 2026)) }))
  assert.deepEqual(
    rowsOf(/^\| shape +\| n = 10/),
    found.map(({ name, covered }) => [name, ...covered.map(percent)]),
  )
  const all = found.flatMap(({ covered }) => covered)
  const mean = percent(all.reduce((sum, share) => sum + share, 0) / all.length)
  assert.ok(methods.includes(`It is ${mean}, the least ${percent(Math.min(...all))}.`), `${mean} ${Math.min(...all)}`)
})

test('the comparison with the t interval is exact', () => {
  const rows = rowsOf(/^\| shape +\| shares/)
  assert.deepEqual(
    rows.slice(0, shapes.length).map(([name, shares]) => [name, shares]),
    shapes.map(({ name, shares }) => [name, shares.map((share) => Math.round(100 * share)).join(' ')]),
  )
  for (const [name, text, ...figures] of rows) {
    const shares = numbers(text!).map((share) => share / 100)
    const computed = [10, 20].flatMap((n) => [scoreLimits, tLimits].map((limits) => exactCoverage(shares, n, limits)))
    assert.deepEqual(figures, computed.map(percent), name)
  }
})

test('the code says of the t interval what the page says', () => {
  const [, , score, t] = rowsOf(/^\| shape +\| shares/).find(([name]) => name === 'ceiling')!
  const source = read('libraries/statistics/intervals/score-interval.ts')
  const [, ...said] = /"ceiling"\), t covers ([\d.]+) % at n = 10, this one ([\d.]+) %/.exec(source)!
  assert.deepEqual(said, [t, score])
})

test('every link between pages leads to a file', () => {
  for (const page of listFiles(projectRoot, 'docs', ['.md'])) {
    for (const [, target] of read(page).matchAll(/\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)/g)) {
      assert.ok(existsSync(join(projectRoot, dirname(page), target!)), `${page}: ${target}`)
    }
  }
})
