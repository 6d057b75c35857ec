// SPDX-License-Identifier: AGPL-3.0-or-later
// Every generated file, one line each. `./ascolto check` refuses one that is not current; `./ascolto check --fix` writes it.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { preparedAssets } from '../assets/index.ts'
import { projectRoot } from '../source-files.ts'
import { figures } from './figures/index.ts'
import type { Generated } from './generated.ts'

const generated: readonly Generated[] = [
  ...preparedAssets,
  ...figures,
  { path: 'docs/reference/commands.md', produce: async () => (await import('./commands.ts')).renderCommands() },
  {
    path: 'docs/reference/configuration.md',
    produce: async () => (await import('./configuration.ts')).renderConfiguration(),
  },
  { path: 'docs/reference/errors.md', produce: async () => (await import('./error-codes.ts')).renderErrors() },
  { path: 'docs/reference/libraries.md', produce: async () => (await import('./libraries.ts')).renderLibraries() },
  { path: 'docs/reference/model.md', produce: async () => (await import('@ascolto/questionnaire')).renderReference() },
  { path: 'docs/reference/roles.md', produce: async () => (await import('./roles.ts')).renderRoles() },
  { path: 'docs/operations/asvs.md', produce: async () => (await import('../asvs/index.ts')).renderAsvs() },
  { path: 'docs/reference/openapi.json', produce: async () => (await import('./openapi.ts')).renderOpenapi() },
]

/** @returns the generated files that are not what their sources make of them today. */
export async function findStale(files: readonly Generated[] = generated): Promise<Generated[]> {
  const stale = await Promise.all(
    files.map(async (file) => {
      const [wanted, present] = await Promise.all([
        file.produce(),
        readFile(join(projectRoot, file.path)).catch(() => null),
      ])
      return present?.equals(Buffer.from(wanted as string)) === true ? [] : [file]
    }),
  )
  return stale.flat()
}

/** Writes what is stale. @returns its paths. */
export async function regenerate(files: readonly Generated[] = generated): Promise<string[]> {
  const stale = await findStale(files)
  for (const { path, produce } of stale) {
    const target = join(projectRoot, path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, await produce())
  }
  return stale.map(({ path }) => path)
}
