// SPDX-License-Identifier: AGPL-3.0-or-later
// What is left of a visit: every file the proxy wrote, every word of the platform, the log of PostgreSQL, every row of every
// table. The one judge, for the shipped configuration and for the mutants that must be caught.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Sql } from '../../platform/src/base/database/index.ts'

/** Texts by where they were found. */
export type Places = ReadonlyMap<string, string>

/** @param except what the test itself has put there, or what is the database's own. */
export function filesIn(folder: string, except: readonly string[]): Places {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  return new Map(
    entries.flatMap((entry) => {
      const path = join(entry.parentPath, entry.name)
      const name = relative(folder, path)
      const isOurs = except.some((one) => name === one || name.startsWith(`${one}/`))
      return entry.isFile() && !isOurs ? [[name, readFileSync(path, 'latin1')] as const] : []
    }),
  )
}

/** Every row of every table that is not PostgreSQL's own, partitions by themselves; one text a column. */
export async function rowsOf(db: Sql): Promise<Places> {
  const columns = await db<{ schema: string; name: string; column: string }[]>`
    select n.nspname as schema, c.relname as name, a.attname as column
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
    order by 1, 2, a.attnum`
  const texts = new Map<string, string>()
  for (const { schema, name, column } of columns) {
    const [row] = await db<{ text: string }[]>`
      select coalesce(string_agg(${db(column)}::text, E'\n'), '') as text from ${db(schema)}.${db(name)}`
    texts.set(`${schema}.${name}.${column}`, row!.text)
  }
  return texts
}

/** @returns as «place: what», for each place where something is that should be nowhere. */
export function traces(places: Places, sought: Iterable<string>): string[] {
  const all = [...sought]
  return [...places].flatMap(([place, text]) =>
    all.filter((what) => text.includes(what)).map((what) => `${place}: ${what}`),
  )
}

/** Columns of answers, counts and figures that hold, or could hold, a time of day. */
export async function instants(db: Sql, rows: Places): Promise<string[]> {
  const typed = await db<{ place: string }[]>`
    select table_schema || '.' || table_name || '.' || column_name as place from information_schema.columns
    where table_schema in ('collect', 'estimate', 'publish') and data_type ~ '^(time|interval)'`
  const written = [...rows].filter(
    ([place, text]) => /^(collect|estimate|publish)\./.test(place) && /\b\d\d:\d\d:\d\d/.test(text),
  )
  return [...typed.map(({ place }) => place), ...written.map(([place]) => place)]
}
