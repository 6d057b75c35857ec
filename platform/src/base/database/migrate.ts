// SPDX-License-Identifier: AGPL-3.0-or-later
// Plain SQL, forward only, in the order of the file names, each in a transaction of its own. A lock lets one process
// migrate while the others wait; a file that changed after it landed is refused, because databases out there hold the old one.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Sql } from './index.ts'

const folder = new URL('../../../migrations/', import.meta.url)
// Any number that no other program on this database uses.
const lock = 4_711_2026

interface Migration {
  name: string
  text: string
  hash: string
}

export function readMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const text = readFileSync(new URL(name, folder), 'utf8')
      return { name, text, hash: createHash('sha256').update(text).digest('hex') }
    })
}

/** @throws Error when the database has a migration that differs from ours or that we don't know. */
export async function migrate(db: Sql, migrations: Migration[] = readMigrations()): Promise<string[]> {
  const connection = await db.reserve()
  try {
    await connection`select pg_advisory_lock(${lock})`
    await connection`create table if not exists public.migration (name text primary key, hash text not null)`
    const done = new Map(
      (await connection<{ name: string; hash: string }[]>`select name, hash from public.migration`).map((row) => [
        row.name,
        row.hash,
      ]),
    )
    const applied: string[] = []
    for (const { name, text, hash } of migrations) {
      const before = done.get(name)
      done.delete(name)
      if (before === hash) continue
      if (before !== undefined)
        throw new Error(`La migrazione ${name} è cambiata dopo essere stata applicata: aggiungine una nuova.`)
      await connection.unsafe(
        `begin;\n${text}\n;insert into public.migration (name, hash) values ('${name}', '${hash}'); commit;`,
      )
      applied.push(name)
    }
    if (done.size > 0)
      throw new Error(`Il database è di una versione più recente di questo programma (${[...done.keys()].join(', ')}).`)
    return applied
  } finally {
    await connection`rollback`.catch(() => {})
    await connection`select pg_advisory_unlock(${lock})`.catch(() => {})
    connection.release()
  }
}
