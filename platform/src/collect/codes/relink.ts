// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests only: somebody who has the whole database and the list of codes tries to find which answer came by which code, and in
// which order answers came. They join every column of every table, PostgreSQL's own too, and compare every order.
import type { Sql } from '../../base/database/index.ts'

/** Code and answer (32 hexadecimal digits) of each person, in the order in which they answered. */
export interface Person {
  readonly code: string
  readonly hash: string
  readonly answer: string
}

interface Row {
  readonly table: string
  /** Of which person, by place. */
  readonly person: number
  readonly cells: Readonly<Record<string, string>>
}

/** By chance alone one pair is right at most, on average; and a rank correlation is this far from none once in a billion. */
const [mostRight, farOff] = [12, 6]

/** @returns what gives somebody away, in words; nothing when nothing does. */
export async function relink(db: Sql, people: readonly Person[]): Promise<string[]> {
  const tables = await readTables(db)
  const [ofCodes, ofAnswers] = (['code', 'answer'] as const).map((side) => label(tables, people, side)) as [
    Row[],
    Row[],
  ]
  return [...kept(ofCodes), ...joins(ofCodes, ofAnswers), ...orders(ofAnswers), ...(await samples(db))]
}

async function readTables(db: Sql): Promise<Map<string, Record<string, string>[]>> {
  const names = await db<{ name: string }[]>`
    select oid::regclass::text as name from pg_class
    where relkind = 'r' and relnamespace::regnamespace::text in ('collect', 'estimate', 'publish', 'bodies', 'base') order by 1`
  const tables = new Map<string, Record<string, string>[]>()
  for (const { name } of names) {
    const rows = await db.unsafe<{ ctid: string; xmin: string; cmin: string; row: Record<string, unknown> }[]>(
      `select ctid::text, xmin::text, cmin::text, to_jsonb(t) as row from ${name} t order by t.ctid`,
    )
    tables.set(
      name,
      rows.map(({ ctid, xmin, cmin, row }) => {
        const own = Object.entries(row).map(([column, value]) => [
          column,
          typeof value === 'string' ? value : JSON.stringify(value),
        ])
        return { place: placeOf(ctid), xmin, cmin, ...(Object.fromEntries(own) as Record<string, string>) }
      }),
    )
  }
  return tables
}

/** (page,line) as a number. */
function placeOf(ctid: string): string {
  const [page, line] = ctid.slice(1, -1).split(',').map(Number) as [number, number]
  return String(page * 1000 + line)
}

/** Rows that name a person's code, or their answer. */
function label(
  tables: Map<string, Record<string, string>[]>,
  people: readonly Person[],
  side: 'code' | 'answer',
): Row[] {
  const names = new Map(
    people.flatMap(({ code, hash, answer }, place) =>
      (side === 'code' ? [code, hash] : [answer]).map((name) => [name, place]),
    ),
  )
  return [...tables].flatMap(([table, rows]) =>
    rows.flatMap((cells) => {
      const person = Object.values(cells)
        .map((value) => names.get(value.replace(/^\\x|-/g, '')))
        .find((place) => place !== undefined)
      return person === undefined ? [] : [{ table, person, cells }]
    }),
  )
}

/** A code that was used is nowhere. */
function kept(ofCodes: readonly Row[]): string[] {
  return [...new Set(ofCodes.map(({ table }) => `${table} keeps codes that were used`))]
}

function joins(ofCodes: readonly Row[], ofAnswers: readonly Row[]): string[] {
  const found: string[] = []
  for (const [one, codes] of columnsOf(ofCodes))
    for (const [other, answers] of columnsOf(ofAnswers)) {
      if (rightPairs(codes, answers) > mostRight) found.push(`${one} = ${other}`)
      if (isFarOff(codes, answers)) found.push(`the order of ${one} is that of ${other}`)
    }
  return found
}

/** People answered in the order of their places. */
function orders(ofAnswers: readonly Row[]): string[] {
  return [...columnsOf(ofAnswers)]
    .filter(([, values]) => isFarOff(values, new Map([...values.keys()].map((person) => [person, String(person)]))))
    .map(([column]) => `${column} has the order of arrival`)
}

/** Samples PostgreSQL keeps of a column for its own plans. */
async function samples(db: Sql): Promise<string[]> {
  const rows = await db<{ place: string }[]>`
    select tablename || '.' || attname as place from pg_stats where schemaname = 'collect' and tablename like 'unspent_code%' and attname = 'hash'`
  return rows.map(({ place }) => `${place} is sampled`)
}

/** Value by person, of each column. */
function columnsOf(rows: readonly Row[]): Map<string, Map<number, string>> {
  const columns = new Map<string, Map<number, string>>()
  for (const { table, person, cells } of rows)
    for (const [column, value] of Object.entries(cells)) {
      const name = `${table}.${column}`
      columns.set(name, (columns.get(name) ?? new Map<number, string>()).set(person, value))
    }
  return columns
}

/** How many codes find their answer when one is drawn from those with the same value. */
function rightPairs(codes: ReadonlyMap<number, string>, answers: ReadonlyMap<number, string>): number {
  const sizes = new Map<string, number>()
  for (const value of answers.values()) sizes.set(value, (sizes.get(value) ?? 0) + 1)
  return [...codes].reduce(
    (sum, [person, value]) => sum + (answers.get(person) === value ? 1 / sizes.get(value)! : 0),
    0,
  )
}

/** Whether two orders of the same people agree, or disagree, more than chance makes them (Spearman). */
function isFarOff(one: ReadonlyMap<number, string>, other: ReadonlyMap<number, string>): boolean {
  const people = [...one.keys()].filter((person) => other.has(person))
  if (people.length < 10) return false
  const [x, y] = [one, other].map((values) => ranks(people.map((person) => values.get(person)!))) as [
    number[],
    number[],
  ]
  return Math.abs(correlation(x, y)) * Math.sqrt(people.length - 1) > farOff
}

function ranks(values: readonly string[]): number[] {
  const numeric = values.every((value) => /^-?\d+$/.test(value))
  const sorted = values.toSorted((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0))
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2)
}

function correlation(x: readonly number[], y: readonly number[]): number {
  const middle = (x.length - 1) / 2
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, place) => sum + (value - middle) * (b[place]! - middle), 0)
  const spread = Math.sqrt(product(x, x) * product(y, y))
  return spread === 0 ? 0 : product(x, y) / spread
}
