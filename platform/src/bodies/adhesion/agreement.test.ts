// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { agreementText, agreementVersions, currentAgreement } from './agreement.ts'

test('every version can be read in both languages and is the text that was published', () => {
  for (const { version, hash } of agreementVersions) {
    const italian = agreementText('it', version)!
    assert.equal(createHash('sha256').update(italian.text).digest('hex'), hash)
    assert.equal(agreementText('en', version)?.hash, hash, 'the Italian text prevails')
  }
  assert.equal(agreementText('it')?.version, currentAgreement().version)
  assert.equal(agreementText('it', '1999-01'), undefined)
})

test('both languages say the same points', () => {
  for (const { version } of agreementVersions) {
    const shape = (language: 'it' | 'en') =>
      agreementText(language, version)!
        .text.split('\n')
        .filter(Boolean)
        .map((line) => /^(## \d|- )?/.exec(line)![0])
    assert.deepEqual(shape('it'), shape('en'))
  }
})
