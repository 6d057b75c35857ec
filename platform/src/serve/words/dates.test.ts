// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { periodWords, theDay } from './dates.ts'

const words = (from: string, to: string): string => periodWords({ from, to }).replaceAll('\u00a0', ' ')

test('a period is said with the article of its days', () => {
  assert.equal(words('2026-03-17', '2026-04-02'), 'dal 17 marzo al 2 aprile 2026')
  assert.equal(words('2026-03-08', '2026-03-11'), 'dall’8 marzo all’11 marzo 2026')
  assert.equal(words('2025-12-31', '2026-01-01'), 'dal 31 dicembre 2025 al 1º gennaio 2026')
  assert.equal(words('2026-03-01', '2026-03-01'), 'il 1º marzo 2026')
  assert.equal(theDay('2026-03-08').replace('\u00a0', ' '), 'l’8 marzo 2026')
})
