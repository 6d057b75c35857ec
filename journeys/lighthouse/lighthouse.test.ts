// SPDX-License-Identifier: AGPL-3.0-or-later
// The respondent's page as Lighthouse sees it on a telephone. The score for speed depends on the machine and is printed by
// ./ascolto bench form; here it is only said.
import assert from 'node:assert/strict'
import { findBrowser } from '../../tools/test/machine/browsers.ts'
import { openExample } from '../../worlds/example.ts'
import { audit } from './audit.ts'
import { journeysOf } from '../stage.ts'

journeysOf('Lighthouse', (journey) => {
  journey('finds nothing to mend on the form', async (stage) => {
    const { code } = await openExample(stage.context)
    const { scores, faults } = await audit(findBrowser('chromium')!, `${stage.address}/v/${code}`)
    const { performance: _, ...steady } = scores
    for (const [category, score] of Object.entries(steady)) {
      assert.ok(score >= 98, `${category} ${score}: ${faults[category as keyof typeof faults].join('; ')}`)
    }
  })
})
