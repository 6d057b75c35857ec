// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { renderReference } from './render-reference.ts'

test('docs/reference/model.md is what the model says today', () => {
  const page = readFileSync(new URL('../../../docs/reference/model.md', import.meta.url), 'utf8')
  assert.equal(page, renderReference(), 'write it anew: docs/how-to/add-a-question.md says how')
})
