// SPDX-License-Identifier: AGPL-3.0-or-later
// What is done for a group of answers: prepared, stored, told. All of one kind of work for the whole group and then all of the
// next, so that a processor has each at hand: one answer after the other takes half as much again.
import type { KeyObject } from 'node:crypto'
import type { Sql } from '../../base/database/index.ts'
import { dayOf, monthOf, type Day } from '../../base/day.ts'
import type { IntakeMetrics } from './measure-intake.ts'
import { prepareAnswers, type AnswerRow } from './prepare-answer.ts'
import { issueReceipt, seal } from './receipt.ts'
import { ensureMonths } from './store.ts'
import type { Outcome, Submission } from './submission.ts'
import { writeAnswers, type Written } from './write-answers.ts'

export interface Means {
  readonly db: Sql
  /** The connection on which answers are written. */
  readonly door: Sql
  /** Signs receipts. */
  readonly key: KeyObject
  readonly measured: IntakeMetrics
  now(): Date
}

/** @returns commits a group; outcomes in the order of the submissions, told when those that are stored are durable. */
export function committer({ db, door, key, measured, now }: Means) {
  const knownMonths = new Set<Day>()

  async function write(rows: AnswerRow[]): Promise<Written[]> {
    if (rows.length === 0) return []
    const months = [...new Set(rows.map(({ day }) => monthOf(day)))].filter((month) => !knownMonths.has(month))
    await ensureMonths(db, months)
    for (const month of months) knownMonths.add(month)
    const stop = measured.commitSeconds.startTimer()
    const stored = await writeAnswers(door, rows, dayOf(now()))
    stop()
    measured.groupSize.observe(rows.length)
    return stored
  }

  return async (submissions: readonly Submission[]): Promise<Outcome[]> => {
    const prepared = prepareAnswers(submissions, now())
    const stored = await write(prepared.flatMap((one) => (one.ok ? [one.row] : [])))
    let next = 0
    return prepared.map((one) =>
      one.ok ? outcomeOf(key, one.row, stored[next++]!) : { kind: 'invalid', problems: one.problems },
    )
  }
}

function outcomeOf(key: KeyObject, row: AnswerRow, stored: Written): Outcome {
  if (typeof stored === 'string') return { kind: stored }
  const place = { serviceId: row.serviceId, day: stored.day, id: row.id }
  const receipt = issueReceipt(key, place, seal(stored.sealedExpiry, row.cover) >>> 0)
  if (stored.fresh) return { kind: 'accepted', receipt }
  return { kind: stored.fingerprint === row.fingerprint ? 'repeated' : 'conflict', receipt }
}
