// SPDX-License-Identifier: AGPL-3.0-or-later
// What the comments of this library promise is what its functions give; and in a bundle what is not used weighs nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bundleFor } from '../../tools/test/browser-bundle.ts'
import { examplesHold } from '../../tools/test/examples.ts'

examplesHold('text', 14)

test('redaction alone carries neither codebook nor languages', async () => {
  const redaction = await bundleFor(`import { redact } from '@ascolto/text'
    globalThis.result = redact('a@b.it').text`)
  assert.ok(!redaction.includes('temi-2026.1') && redaction.length < 100_000, String(redaction.length))
})
