// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { configKeys, readConfig } from '../../platform/src/base/config/index.ts'
import { commands } from '../../platform/src/start/commands.ts'
import { produceItaliaCss } from '../assets/italia-css.ts'
import { readNames } from '../assets/class-names.ts'
import { isTest, projectRoot, readSources } from '../source-files.ts'
import { renderCommands } from './commands.ts'
import { renderConfiguration } from './configuration.ts'
import { renderErrors } from './error-codes.ts'
import { findStale } from './index.ts'
import { table } from './markdown.ts'
import { renderOpenapi } from './openapi.ts'

/** What a pattern finds in the code of the platform and its worlds, read as text: the other way to the same facts. */
function inSource(pattern: RegExp): RegExpExecArray[] {
  return readSources(projectRoot)
    .filter(({ path }) => /^(?:platform|worlds)\//.test(path) && !isTest(path))
    .flatMap(({ text }) => [...text.matchAll(pattern)])
}

test('a generated file is current when it holds exactly what its sources give', async () => {
  const text = await readFile(join(projectRoot, 'LICENSE'), 'utf8')
  const current = { path: 'LICENSE', produce: async () => text }
  const changed = { path: 'LICENSE', produce: async () => `${text} ` }
  const missing = { path: 'nowhere/a.md', produce: async () => text }
  assert.deepEqual(await findStale([current, changed, missing]), [changed, missing])
})

test('class names are read where they are written, also inside ${…} and by their hyphen', () => {
  const { tags, classes } = readNames(
    'const tone = "tag-warm"; html`<ul class="list ${on ? "active" : ""} wide">${x}</ul>`',
  )
  assert.deepEqual(tags, ['ul'])
  for (const name of ['list', 'active', 'wide', 'tag-warm']) assert.ok(classes.includes(name), name)
})

test('the prepared style has what pages use, keeps its licence, and is the same each time', async () => {
  const style = await produceItaliaCss()
  assert.match(style, /^\/\*!\n \* Bootstrap Italia[^]+BSD-3-Clause/)
  assert.match(style, /\bbody\{/)
  assert.doesNotMatch(style, /VideoJS|\.carousel/)
  assert.equal(await produceItaliaCss(), style)
})

test('every key of the configuration stands in its reference, with what holds when it is not set', () => {
  const reference = renderConfiguration()
  for (const { variable, fallback, doc } of Object.values(configKeys)) {
    const line = reference.split('\n').find((text) => text.startsWith(`| \`${variable}\` |`))
    assert.ok(line?.includes(doc) && line.includes(fallback), variable)
  }
})

test('a key that takes few values names them all in the reference', () => {
  const lines = renderConfiguration().split('\n')
  let found = 0
  for (const { variable } of Object.values(configKeys)) {
    const allowed = /vuole uno di (.*), non/.exec(refusalOf(variable))?.[1]?.split(', ') ?? []
    const line = lines.find((text) => text.startsWith(`| \`${variable}\` |`))
    for (const value of allowed) assert.ok(line?.includes(`\`${value}\``), `${variable} ${value}`)
    found += allowed.length
  }
  assert.ok(found >= 9)
})

function refusalOf(variable: string): string {
  try {
    readConfig({}, { [variable]: '~' })
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

test('every code of an error that the source declares stands in the reference, and no other', async () => {
  const declared = inSource(/defineError\(\{\s*code: '([^']+)',\s*status: (\d+)/g).map(
    ([, code, status]) => `${code} ${status}`,
  )
  assert.ok(declared.length > 20)
  assert.equal(declared.length, inSource(/\bdefineError\(\{/g).length, 'one that is written otherwise')
  const listed = [...(await renderErrors()).matchAll(/^\| `([^`]+)` \| (\d+) \|/gm)].map(
    ([, code, status]) => `${code} ${status}`,
  )
  assert.deepEqual(listed, declared.toSorted())
})

test('every route of the API stands in the description, and its references lead somewhere', async () => {
  const text = await renderOpenapi()
  const document = JSON.parse(text) as {
    paths: Record<string, object>
    components: { schemas: Record<string, object> }
  }
  const routes = inSource(/\bapp\.(get|post|put|patch|delete)\(\s*'(\/api\/[^']+)'/g)
  assert.ok(routes.length >= 5)
  for (const [, verb, path] of routes) assert.ok(Object.hasOwn(document.paths[path!] ?? {}, verb!), `${verb} ${path}`)
  for (const [, name] of text.matchAll(/"\$ref": "#\/components\/schemas\/([^"]+)"/g)) {
    assert.ok(document.components.schemas[name!], name)
  }
  assert.equal(await renderOpenapi(), text)
})

test('every command stands in the reference with its options, and so do those that --help adds to each', () => {
  const sections = renderCommands().split('\n## ')
  for (const { name, options = {} } of commands) {
    const section = sections.find((candidate) => candidate.startsWith(`${name}\n`)) ?? ''
    for (const option of Object.keys(options)) assert.ok(section.includes(`\`--${option}`), `${name} --${option}`)
    assert.ok(section.includes(`./ascolto ${name} `), name)
  }
  const cli = ['--disable-warning=ExperimentalWarning', 'platform/src/start/cli.ts', 'doctor', '--help']
  const help = execFileSync(process.execPath, cli, { cwd: projectRoot, encoding: 'utf8' })
  const shared = [...help.matchAll(/^ +(--\w+)/gm)].map(([, option]) => option!)
  assert.deepEqual(shared, ['--data', '--json', '--help'])
  for (const option of shared) assert.ok(sections[0]?.includes(`| \`${option}`), option)
})

test('what stands in a cell of a table ends neither the cell nor the row', () => {
  assert.equal(table(['a'], [['x|y\nz']]), '| a |\n| --- |\n| x\\|y z |')
})
