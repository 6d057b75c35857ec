// SPDX-License-Identifier: AGPL-3.0-or-later
// Every act that is written into the log can be read there in words. Acts are found in the code by themselves: whoever adds one
// is told by this test where its words go.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTest, projectRoot, readSources } from '../../../../tools/source-files.ts'
import file from './acts.json' with { type: 'json' }
import { actAreas, actWords, permissionNames, subjectWords } from '../index.ts'

const sources = readSources(projectRoot)
  .filter(({ path }) => path.startsWith('platform/src/') && !isTest(path))
  .map(({ text }) => text)
const auditing = sources.filter((text) => /\baudit\(/.test(text))

/** What stands behind `act:`, and what is an act by its form where acts are handed on by name. */
function actsIn(text: string): string[] {
  const direct = Array.from(text.matchAll(/\bact: '([a-z.-]+\.[a-z-]+)'/g), (match) => match[1]!)
  const named = Array.from(text.matchAll(/'([a-z]+\.[a-z-]+)'/g), (match) => match[1]!)
  const isOther = (name: string): boolean =>
    permissionNames.some((permission) => permission === name) || /^(?:base|bodies|collect|estimate)\.|\.js$/.test(name)
  return [...direct, ...named.filter((name) => !isOther(name))]
}

/** `adhesion.${decision}`: the beginnings of acts that are put together. */
const starts = auditing.flatMap((text) => Array.from(text.matchAll(/\bact: `([a-z]+\.)\$\{/g), (match) => match[1]!))
const used = new Set(auditing.flatMap(actsIn))
const known = actAreas('it').flatMap(({ acts }) => acts.map(({ act }) => act))

test('every act in the code has Italian and English words', () => {
  assert.ok(used.size > 30 && starts.includes('adhesion.'), 'the search finds acts')
  for (const act of used) {
    for (const language of ['it', 'en'] as const) {
      assert.notEqual(actWords(act, language), act, `${act} has no words: write them into bodies/audit/acts.json`)
    }
  }
  for (const start of starts)
    assert.ok(
      known.some((act) => act.startsWith(start)),
      start,
    )
})

test('there are no words for acts that nobody does any more', () => {
  for (const act of known) assert.ok(used.has(act) || starts.some((start) => act.startsWith(start)), act)
})

test('every kind of thing in the code has words too; what is unknown is called by its name', () => {
  const kinds = new Set(
    auditing.flatMap((text) => Array.from(text.matchAll(/\bsubject: [`']([a-z]+)[ '`]/g), (match) => match[1]!)),
  )
  assert.ok(kinds.size > 5)
  const { subjects } = file as { subjects: Readonly<Record<string, unknown>> }
  for (const kind of kinds) assert.ok(kind in subjects, kind)
  assert.equal(subjectWords('service inps-x', 'it'), 'servizio inps-x')
  assert.equal(actWords('old.act', 'it'), 'old.act')
})
