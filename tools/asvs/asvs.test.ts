// SPDX-License-Identifier: AGPL-3.0-or-later
// The checklist of ASVS names files and tests: none may go without the checklist knowing.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../source-files.ts'
import { chapterOf, faultsOf, requirements, type Requirement } from './index.ts'

const read = (path: string): string | undefined =>
  existsSync(join(projectRoot, path)) ? readFileSync(join(projectRoot, path), 'utf8') : undefined

test('every requirement of ASVS 5.0 of the levels 1 and 2 has one row', () => {
  // Counted in the standard's own file, 5.0.0: chapter, level 1, level 2.
  const standard = [
    ...[
      [1, 8, 19],
      [2, 4, 7],
      [3, 8, 11],
      [4, 2, 8],
      [5, 4, 5],
      [6, 13, 22],
      [7, 6, 12],
      [8, 4, 3],
      [9, 4, 3],
    ],
    ...[
      [10, 5, 24],
      [11, 3, 11],
      [12, 3, 6],
      [13, 1, 12],
      [14, 2, 7],
      [15, 3, 10],
      [16, 0, 16],
      [17, 0, 7],
    ],
  ]
  const count = (chapter: number, level: number): number =>
    requirements.filter((row) => chapterOf(row) === String(chapter) && row.level === level).length
  assert.deepEqual(
    standard.map(([chapter]) => [chapter, count(chapter!, 1), count(chapter!, 2)]),
    standard,
  )
  assert.equal(new Set(requirements.map(({ id }) => id)).size, requirements.length)
})

test('every file and every test that the checklist of ASVS names is there', () => {
  assert.deepEqual(faultsOf(requirements, read), [])
})

test('a checklist that names what is not there, or says nothing, is caught', () => {
  const sound = requirements.find(({ state, tests = [] }) => state === 'met' && tests.length > 0)!
  const [first] = sound.tests!
  const mutants: Readonly<Record<string, Requirement>> = {
    'a file that was moved': { ...sound, where: ['platform/src/base/moved.ts'] },
    'a test that was renamed': { ...sound, tests: [{ ...first!, title: `${first!.title} as well` }] },
    'a test of another file': { ...sound, tests: [{ ...first!, file: 'tools/asvs/asvs.test.ts' }] },
    'a test whose file is gone': { ...sound, tests: [{ ...first!, file: 'tools/gone.test.ts' }] },
    'met nowhere': { id: '1.1.1', level: 1, words: 'x', state: 'met' },
    'no reason': { id: '1.1.1', level: 1, words: 'x', state: 'not applicable' },
    'nothing needed': { id: '1.1.1', level: 1, words: 'x', state: 'open', note: 'Later.' },
  }
  assert.deepEqual(faultsOf([sound], read), [])
  for (const [name, mutant] of Object.entries(mutants)) assert.equal(faultsOf([mutant], read).length, 1, name)
})
