// SPDX-License-Identifier: AGPL-3.0-or-later
// Each arrow that must not be drawn is drawn here once, in a small tree, and must be found at its line.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { checkArrows } from './index.ts'

type Tree = Readonly<Record<string, string>>

/** One file of each stage, every arrow as it should be. */
const sound: Tree = {
  'libraries/statistics/index.ts': `export const mean = (a: number, now: Date): number => a / now.getTime() // not Date.now()`,
  'libraries/statistics/mean.test.ts': `import { readFileSync } from 'node:fs'\nreadFileSync('x', String(Math.random()))`,
  'platform/src/base/day.ts': `export const today = new Date()`,
  'platform/src/bodies/index.ts': `import { today } from '../base/day.ts'\nexport const bodies = today`,
  'platform/src/collect/intake/index.ts': 'export const sql = `insert into collect.answer select from collect.receipt`',
  'platform/src/collect/purge.ts': 'export const sql = `delete from collect.answer where day < $1`',
  'platform/src/estimate/queries/counts.sql': `-- writes nothing: update collect.answer\nselect * from collect.answer`,
  'platform/src/estimate/index.ts': `import { intake } from '../collect/intake/index.ts'\nexport const cube = intake`,
  'platform/src/publish/release/index.ts': 'export const sql = `update publish.edition set id = 1`',
  'platform/src/publish/index.ts': `import type { Cube } from '../estimate/index.ts'\nexport const read = 'select from publish.edition'`,
  'platform/src/serve/observatory/routes.ts': `import { read } from '../../publish/index.ts'\nexport const page = read`,
  'platform/src/start/cli.ts': `import '../../../worlds/index.ts'\nimport { page } from '../serve/index.ts'`,
  'worlds/index.ts': `import { mean } from '@ascolto/statistics'\nexport const world = mean`,
}

function violationsOf(extra: Tree): string[] {
  const root = mkdtempSync(join(tmpdir(), 'arrows-'))
  try {
    for (const [path, text] of Object.entries({ ...sound, ...extra })) {
      mkdirSync(join(root, dirname(path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return checkArrows(root).map(({ file, line, rule }) => `${rule} ${file}:${line}`)
  } finally {
    rmSync(root, { recursive: true })
  }
}

test('this checkout is sound', () => {
  assert.deepEqual(checkArrows(), [])
})

test('a sound tree has no violation', () => {
  assert.deepEqual(violationsOf({}), [])
})

const injected: readonly [name: string, tree: Tree, expected: string][] = [
  [
    'a stage that imports a later one',
    { 'platform/src/bodies/a.ts': `\nimport { cube } from '../estimate/index.ts'` },
    'order platform/src/bodies/a.ts:2',
  ],
  [
    'a type of a later stage',
    { 'platform/src/bodies/a.ts': `import type { Cube } from '../estimate/index.ts'` },
    'order platform/src/bodies/a.ts:1',
  ],
  [
    'a later stage brought in at run time',
    { 'platform/src/base/a.ts': `const x = await import(\n  '../start/cli.ts')` },
    'order platform/src/base/a.ts:2',
  ],
  [
    'a later stage passed on',
    { 'platform/src/base/a.ts': `export * from '../bodies/index.ts'` },
    'order platform/src/base/a.ts:1',
  ],
  [
    'a stage that imports what stands outside the stages',
    { 'platform/src/collect/a.ts': `import { world } from '../../../worlds/index.ts'` },
    'order platform/src/collect/a.ts:1',
  ],
  [
    'a file of another stage that is not its face',
    { 'platform/src/publish/a.ts': `import { sql } from '../collect/purge.ts'` },
    'face platform/src/publish/a.ts:1',
  ],
  [
    'a file inside another module of the same stage',
    { 'platform/src/collect/form/a.ts': `import { sql } from '../intake/store.ts'` },
    'face platform/src/collect/form/a.ts:1',
  ],
  [
    'the observatory reading the cube',
    { 'platform/src/serve/observatory/a.ts': `import { cube } from '../../estimate/index.ts'` },
    'door platform/src/serve/observatory/a.ts:1',
  ],
  [
    'the observatory reading answers',
    { 'platform/src/serve/observatory/a.ts': `import { sql } from '../../collect/intake/index.ts'` },
    'door platform/src/serve/observatory/a.ts:1',
  ],
  [
    'answers written beside the intake',
    { 'platform/src/collect/imports/a.ts': 'const q = sql`\n  INSERT INTO collect.answer (id) values (1)`' },
    'door platform/src/collect/imports/a.ts:2',
  ],
  [
    'answers changed beside the intake',
    { 'platform/src/collect/a.sql': `update only collect.answer set state = 'counted'` },
    'door platform/src/collect/a.sql:1',
  ],
  [
    'answers deleted by another stage',
    { 'platform/src/serve/a.ts': 'const q = sql`delete from collect.answer`' },
    'door platform/src/serve/a.ts:1',
  ],
  [
    'answers read for analysis outside the queries',
    { 'platform/src/publish/a.ts': 'const q = sql`select avg(x) from collect.answer`' },
    'door platform/src/publish/a.ts:1',
  ],
  [
    'the cube read by another stage',
    { 'platform/src/publish/release/a.ts': "const q = 'select n from estimate.cube_day'" },
    'door platform/src/publish/release/a.ts:1',
  ],
  [
    'figures made public beside the release',
    { 'platform/src/publish/a.ts': 'const q = sql`insert into publish.service_figures select 1`' },
    'door platform/src/publish/a.ts:1',
  ],
  [
    'SQL that knows the tables of a later stage',
    { 'platform/src/bodies/a.ts': 'const q = sql`select from bodies.body join publish.edition`' },
    'door platform/src/bodies/a.ts:1',
  ],
  [
    'a library that does input',
    { 'libraries/text/a.ts': `import { readFileSync } from 'node:fs'` },
    'purity libraries/text/a.ts:1',
  ],
  [
    'a library that does input under the short name',
    { 'libraries/text/a.ts': `import { readFileSync } from 'fs'` },
    'purity libraries/text/a.ts:1',
  ],
  [
    'a library that imports the platform',
    { 'libraries/text/a.ts': `import { today } from '../../platform/src/base/day.ts'` },
    'purity libraries/text/a.ts:1',
  ],
  ...[
    'Date.now()',
    'new Date()',
    'Math.random()',
    'process.env',
    'fetch(u)',
    'setTimeout(f)',
    'crypto.randomUUID()',
  ].map((call): [string, Tree, string] => [
    `a library that calls ${call}`,
    { 'libraries/text/a.ts': `// ${call}\nexport const text = \`\${${call}}\`` },
    'purity libraries/text/a.ts:2',
  ]),
  [
    'files that load each other in a circle',
    {
      'worlds/a.ts': `import { b } from './b.ts'\nexport const a = b`,
      'worlds/b.ts': `import { c } from './c.ts'\nexport const b = c`,
      'worlds/c.ts': `import type { T } from './a.ts'\nexport { a as c } from './a.ts'`,
    },
    'cycle worlds/c.ts:2',
  ],
]

for (const [name, tree, expected] of injected) {
  test(`found: ${name}`, () => assert.deepEqual(violationsOf(tree), [expected]))
}

const innocent: readonly [name: string, tree: Tree][] = [
  [
    'an import in a comment',
    { 'platform/src/base/a.ts': `// import '../start/cli.ts'\n/* import '../start/cli.ts' */` },
  ],
  ['an import in a text', { 'platform/src/base/a.ts': 'const a = `import "../start/cli.ts" ${`}`}`' }],
  [
    'a quote in a regular expression',
    { 'platform/src/base/a.ts': `const a = /['"\`/]/.test(b)\nconst c = "import 'x'"` },
  ],
  [
    'a file beside the modules, and a folder that is no module',
    { 'platform/src/collect/form/a.ts': `import '../purge.ts'\nimport '../texts/it.ts'\nimport '../intake/index.ts'` },
  ],
  ['a circle of types alone', { 'worlds/a.ts': `import type { A } from './a.ts'` }],
  ['a time that is given', { 'libraries/text/a.ts': `const at = new Date(now), self = item.process.fetch(1)` }],
  ['a test that looks behind a door', { 'platform/src/collect/a.test.ts': 'const q = sql`update collect.answer`' }],
]

for (const [name, tree] of innocent) {
  test(`passed over: ${name}`, () => assert.deepEqual(violationsOf(tree), []))
}
