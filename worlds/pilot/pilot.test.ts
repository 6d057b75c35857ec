// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { validateAnswer } from '@ascolto/questionnaire'
import { pilotAnswers } from './answers.ts'
import { instrumentOf } from './plan.ts'
import { truthFile, truthText } from './truth.ts'

test('the truth on file is the truth of the plan', () => {
  assert.equal(readFileSync(truthFile, 'utf8'), truthText())
})

test('what people say does not depend on the day the pilot is made', () => {
  const inputs = (today: string): string =>
    JSON.stringify([...pilotAnswers(today)].map(({ key, input }) => [key, input]))
  assert.equal(inputs('2026-03-10'), inputs('2027-11-01'))
})

test('the pilot has a few thousand answers of the last half year, each with its own key and accepted by the model', () => {
  const answers = [...pilotAnswers('2026-03-10')]
  assert.ok(answers.length > 3000 && answers.length < 6000)
  assert.equal(new Set(answers.map(({ key }) => key)).size, answers.length)
  for (const { service, input, day } of answers) {
    assert.ok(validateAnswer(instrumentOf(service).document, input).ok)
    assert.ok(day >= '2025-09-09' && day <= '2026-03-09', day)
  }
})
