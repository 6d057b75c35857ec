// SPDX-License-Identifier: AGPL-3.0-or-later
// Each rule is shown a file that breaks it and one that keeps it; what whole tools judge is theirs to test.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { check } from './index.ts'
import { isCompatible, problemsOf } from './packages.ts'
import { hasLicence, isClean, isNamed, isShort } from './sources.ts'

const file = (text: string, path = 'platform/src/base/a.ts'): { path: string; text: string } => ({ path, text })

test('a source file opens with the licence of its folder', () => {
  assert.deepEqual(hasLicence(file('// SPDX-License-Identifier: AGPL-3.0-or-later\n')), [])
  assert.equal(hasLicence(file('const a = 1\n')).length, 1)
  assert.equal(hasLicence(file('// SPDX-License-Identifier: AGPL-3.0-or-later\n', 'widget/a.ts')).length, 1)
  assert.deepEqual(hasLicence(file('// SPDX-License-Identifier: BSD-3-Clause\n', 'widget/a.ts')), [])
})

test('a file of more than 300 lines is refused', () => {
  assert.deepEqual(isShort(file('\n'.repeat(300))), [])
  assert.equal(isShort(file('\n'.repeat(301))).length, 1)
})

test('a drawer is refused, whether folder or file', () => {
  for (const path of ['tools/utils/a.ts', 'libraries/text/helpers.ts', 'platform/src/serve/common/a.ts'])
    assert.equal(isNamed(file('', path)).length, 1, path)
  assert.deepEqual(isNamed(file('', 'platform/src/bodies/list-services.ts')), [])
})

test('what was left behind is found, with its line', () => {
  const left = [
    '// TO' + 'DO later',
    'test.only(f)',
    'test.skip(f)',
    'test(n, { skip: true }, f)',
    'let a: any',
    'b as any',
  ]
  for (const line of left) assert.match(isClean(file(`\n${line}`)).join(), /^platform\/src\/base\/a\.ts:2 /, line)
  assert.equal(isClean(file('const home = process.env.HOME')).length, 1)
})

test('what only looks left behind is passed over', () => {
  const innocent = [
    `t.skip('not run: the file is absent')`,
    `const text = 'a: any'`,
    '// .only(here)',
    'const company: anyone',
  ]
  for (const line of innocent) assert.deepEqual(isClean(file(line)), [], line)
  assert.deepEqual(isClean(file('process.env', 'platform/src/base/config/index.ts')), [])
})

test('a licence is judged by all that it asks for', () => {
  for (const good of ['MIT', '(MIT OR GPL-2.0-only)', 'MIT or MPL-2.0', 'Apache-2.0 AND MIT'])
    assert.ok(isCompatible(good), good)
  for (const bad of ['', 'SSPL-1.0', 'MIT AND SSPL-1.0', 'GPL-2.0-only']) assert.ok(!isCompatible(bad), bad)
})

test('a lock file keeps its promises, or the broken one is named', () => {
  const lockWith = (entry: object, count = 1): unknown => ({
    packages: { '': {}, ...Object.fromEntries(Array.from({ length: count }, (_, i) => [`node_modules/p${i}`, entry])) },
  })
  assert.deepEqual(problemsOf(lockWith({ license: 'MIT' }, 120)), [])
  assert.match(problemsOf(lockWith({ license: 'MIT' }, 121)).join(), /^121 runtime packages/)
  assert.deepEqual(problemsOf(lockWith({ license: 'MIT', os: ['win32'] }, 121)), [], 'not for this system')
  assert.match(problemsOf(lockWith({ license: 'SSPL-1.0' })).join(), /^p0: licence SSPL-1.0/)
  assert.deepEqual(problemsOf(lockWith({ license: 'SSPL-1.0', dev: true })), [], 'developers only')
  assert.match(
    problemsOf(lockWith({ license: 'MIT', hasInstallScript: true, dev: true })).join(),
    /^p0 has an install script/,
  )
  assert.match(
    problemsOf(lockWith({ license: 'MIT', resolved: 'https://registry.example/p0' })).join(),
    /^p0: .* registry/,
  )
})

test('only the checks asked for run, and an unknown one is refused', async () => {
  const { results } = await check({ only: ['names', 'size'] })
  assert.deepEqual(
    results.map(({ name }) => name),
    ['size', 'names'],
  )
  await assert.rejects(check({ only: ['moods'] }), RangeError)
})
