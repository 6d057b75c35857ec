// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes a group of answers. Nearly always every key is new and every code unspent; that is half the work of looking first, so
// the first statement takes it for granted and one that is not so undoes it all. Then, in this order: whoever came before gets
// what was stored then, spent code or not; the others are written, and of two who bring one code the first is.
import type { Sql } from '../../base/database/index.ts'
import type { Day } from '../../base/day.ts'
import type { AnswerRow } from './prepare-answer.ts'
import { findReceipts, findUnspent, insertAll, insertNew, type Stored } from './store.ts'

/** Stores the rows whose key is new. @returns what is stored for each row, in their order; 'spent' when its code was not to be had. */
export async function writeAnswers(db: Sql, rows: readonly AnswerRow[], takenOn: Day): Promise<(Stored | 'spent')[]> {
  const first = new Map<string, AnswerRow>()
  for (const row of rows) if (!first.has(row.id)) first.set(row.id, row)
  const sorted = [...first.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const fresh = (await insertAll(db, sorted, takenOn)) ?? (await insertSome(db, sorted, takenOn))
  const missing = sorted.filter(({ id }) => !fresh.has(id))
  const earlier = missing.length > 0 ? await findReceipts(db, missing) : new Map<string, Stored>()
  return rows.map((row) => {
    const before = earlier.get(row.id)
    if (before) return before
    if (!fresh.has(row.id)) return 'spent'
    const { day, fingerprint, sealedExpiry } = first.get(row.id)!
    return { fresh: first.get(row.id) === row, day, fingerprint, sealedExpiry }
  })
}

/** Stores those that can be. @returns their ids. */
async function insertSome(db: Sql, rows: readonly AnswerRow[], takenOn: Day): Promise<Set<string>> {
  const open = rows.filter(({ spends }) => spends === null)
  const coded = rows.filter(({ spends }) => spends !== null)
  const fresh = open.length > 0 ? await insertNew(db, open, takenOn) : new Set<string>()
  if (coded.length === 0) return fresh
  const known = await findReceipts(db, coded)
  const unspent = await findUnspent(db, coded)
  const byCode = new Map<string, AnswerRow>()
  for (const row of coded) {
    const { id, spends } = row
    if (!known.has(id) && unspent.has(spends!) && !byCode.has(spends!)) byCode.set(spends!, row)
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
