// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes a group of answers. Nearly always every key is new and every code unspent; that is half the work of looking first, so
// the first statement takes it for granted and one that is not so undoes it all. Then, in this order: whoever came before gets
// what was stored then, spent code or not; the others are written, and of two who bring one code the first is.
import type { Sql } from '../../base/database/index.ts'
import type { Day } from '../../base/day.ts'
import type { AnswerRow } from './prepare-answer.ts'
import { findReceipts, findUnspent, insertAll, insertNew, type Stored } from './store.ts'

/** What became of a row: what is stored under its key, or why its code was not to be had. */
export type Written = Stored | 'spent' | 'revoked'

/** Stores the rows whose key is new. @returns what became of each row, in their order. */
export async function writeAnswers(db: Sql, rows: readonly AnswerRow[], takenOn: Day): Promise<Written[]> {
  const first = new Map<string, AnswerRow>()
  for (const row of rows) if (!first.has(row.id)) first.set(row.id, row)
  const sorted = [...first.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const revoked = new Set<string>()
  const fresh = (await insertAll(db, sorted, takenOn)) ?? (await insertSome(db, sorted, takenOn, revoked))
  const missing = sorted.filter(({ id }) => !fresh.has(id))
  const earlier = missing.length > 0 ? await findReceipts(db, missing) : new Map<string, Stored>()
  return rows.map((row) => {
    const before = earlier.get(row.id)
    if (before) return before
    if (!fresh.has(row.id)) return revoked.has(row.id) ? 'revoked' : 'spent'
    const { day, fingerprint, sealedExpiry } = first.get(row.id)!
    return { fresh: first.get(row.id) === row, day, fingerprint, sealedExpiry }
  })
}

/** Stores those that can be. @param revoked gets the ids of those whose code is good no more. @returns the ids of those it stored. */
async function insertSome(
  db: Sql,
  rows: readonly AnswerRow[],
  takenOn: Day,
  revoked: Set<string>,
): Promise<Set<string>> {
  const open = rows.filter(({ spends }) => spends === null)
  const coded = rows.filter(({ spends }) => spends !== null)
  const fresh = open.length > 0 ? await insertNew(db, open, takenOn) : new Set<string>()
  if (coded.length === 0) return fresh
  const known = await findReceipts(db, coded)
  const unspent = await findUnspent(db, coded)
  const byCode = new Map<string, AnswerRow>()
  for (const row of coded) {
    const code = unspent.get(row.spends!)
    if (known.has(row.id) || code === undefined) continue
    if (code === 'revoked') revoked.add(row.id)
    else if (!byCode.has(row.spends!)) byCode.set(row.spends!, row)
  }
  return fresh.union(await insertHalves(db, [...byCode.values()], takenOn))
}

/** By halves: another process may have been faster with one of them, which must not cost the others their answer. */
async function insertHalves(db: Sql, rows: readonly AnswerRow[], takenOn: Day): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const all = await insertAll(db, rows, takenOn)
  if (all || rows.length === 1) return all ?? new Set()
  const half = rows.length >> 1
  const before = await insertHalves(db, rows.slice(0, half), takenOn)
  return before.union(await insertHalves(db, rows.slice(half), takenOn))
}
