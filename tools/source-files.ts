// SPDX-License-Identifier: AGPL-3.0-or-later
// The project's own files, for tools that read them. What others wrote (node_modules) and what an installation makes for
// itself (dot folders) is never among them. Paths are relative to the root, with forward slashes, in a fixed order.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout this file stands in. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url))

/** The folders that hold code of ours. */
export const sourceFolders = ['libraries', 'platform', 'widget', 'worlds', 'journeys', 'benchmarks', 'tools'] as const

export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** Every file below `folder` whose name ends in one of `endings`; nothing when the folder is not there. */
export function listFiles(root: string, folder: string, endings: readonly string[]): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return []
      if (entry.isDirectory()) return listFiles(root, path, endings)
      return endings.some((ending) => entry.name.endsWith(ending)) ? [path] : []
    })
}

/** The text of every TypeScript and SQL file of ours. */
export function readSources(root: string): SourceFile[] {
  const present = new Set(readdirSync(root))
  return sourceFolders
    .filter((folder) => present.has(folder))
    .flatMap((folder) => listFiles(root, folder, ['.ts', '.sql']))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

export function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.endsWith('/testing.ts') || path.startsWith('journeys/')
}

/** The line, counted from 1, on which the character at `index` stands. */
export function lineAt(text: string, index: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line++
  return line
}
