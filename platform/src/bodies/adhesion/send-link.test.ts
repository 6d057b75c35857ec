// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { masked } from './send-link.ts'

test('a mask leaves what its owner recognises and hides the rest', () => {
  assert.deepEqual(['protocollo@pec.it', 'abc@pec.it', 'a@pec.it'].map(masked), [
    'pr•••@pec.it',
    'a•••@pec.it',
    'a•••@pec.it',
  ])
})
