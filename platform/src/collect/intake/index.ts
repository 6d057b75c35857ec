// SPDX-License-Identifier: AGPL-3.0-or-later
// The one door by which answers come in. An outcome is given only after the commit that made it true is durable; a key
// sent again never counts twice; when the queue is full or the database away the door says so at once, and when it hangs after a few
// seconds; it keeps nothing, and opens again by itself. Only what was under way when the database hung may be stored after all,
// under its key.
import { createSecretKey, type KeyObject } from 'node:crypto'
import { dayOf, monthOf, type Day } from '../../base/day.ts'
import type { Context } from '../../base/context.ts'
import { Overdue, within } from '../../base/deadline.ts'
import { beside, isDatabaseAway, secret } from '../../base/database/index.ts'
import { correctAnswer, retryAfterSeconds, type CorrectionInput } from './correct-answer.ts'
import { createGroupCommit } from './group-commit.ts'
import { intakeMetrics } from './measure-intake.ts'
import { prepareAnswer, type AnswerRow } from './prepare-answer.ts'
import { isExpired, issueReceipt, readReceipt, seal, type Receipt } from './receipt.ts'
import { ensureMonths, findAnswer, type StoredAnswer } from './store.ts'
import type { Correction, Outcome, Submission } from './submission.ts'
import { writeAnswers, type Written } from './write-answers.ts'

export type { CorrectionInput } from './correct-answer.ts'
export type { Receipt } from './receipt.ts'
export { countWaiting } from './store.ts'
export type { StoredAnswer } from './store.ts'
export { channels, devices, heldReasons, streams, userKinds } from './submission.ts'
export type {
  Assurance,
  Channel,
  Correction,
  Device,
  HeldReason,
  Outcome,
  Place,
  Stream,
  Submission,
  UserKind,
} from './submission.ts'

const groupLimit = 500

export interface Intake {
  submit(submission: Submission): Promise<Outcome>
  /** Completes or corrects the answer of a receipt, within its hour. */
  correct(receipt: Receipt, given: CorrectionInput): Promise<Correction>
  /** The receipt a token stands for; undefined when this installation did not sign it. */
  receipt(token: string): Receipt | undefined
  isExpired(receipt: Receipt): boolean
  /** What the person has answered so far; for who holds the receipt. */
  answer(receipt: Receipt): Promise<StoredAnswer | undefined>
  state(): { waiting: number; limit: number }
  /** Takes nothing more and waits for the last commit. */
  close(): Promise<void>
}

/** @param patience milliseconds after which a commit or a question to the database counts as hanging. */
export async function createIntake(context: Context, patience = 4000): Promise<Intake> {
  const { config, db, log, now } = context
  const door = beside(db)
  const key = createSecretKey(await secret(db, 'receipt'))
  const measured = intakeMetrics(context.metrics, () => queue.waiting())
  const knownMonths = new Set<Day>()

  async function commit(rows: AnswerRow[]): Promise<Written[]> {
    const months = [...new Set(rows.map(({ day }) => monthOf(day)))].filter((month) => !knownMonths.has(month))
    await ensureMonths(db, months)
    for (const month of months) knownMonths.add(month)
    const stop = measured.commitSeconds.startTimer()
    const stored = await writeAnswers(door, rows, dayOf(now()))
    stop()
    measured.groupSize.observe(rows.length)
    return stored
  }

  const queue = createGroupCommit({
    limit: config.queueLimit,
    group: groupLimit,
    commit,
    divisible: (error) => !isDatabaseAway(codeOf(error)),
    patience: () => timer(patience),
  })

  function counted(outcome: Outcome): Outcome {
    measured.answers.inc({ outcome: outcome.kind })
    return outcome
  }

  async function submit(submission: Submission): Promise<Outcome> {
    const prepared = prepareAnswer(submission, now())
    if (!prepared.ok) return counted({ kind: 'invalid', problems: prepared.problems })
    const written = queue.submit(prepared.row)
    if (!written) return counted({ kind: 'busy', retryAfter: retryAfterSeconds })
    try {
      return counted(outcomeOf(key, prepared.row, await written))
    } catch (error) {
      // The content stays out of the log: only what kind of failure it was.
      log.error({ event: 'collect.commit.failed', code: codeOf(error) })
      return counted({ kind: 'unavailable', retryAfter: retryAfterSeconds })
    }
  }

  return {
    submit,
    async correct(receipt, given) {
      try {
        return await within(patience, correctAnswer(context, receipt, given))
      } catch (error) {
        if (!(error instanceof Overdue)) throw error
        return { kind: 'unavailable', retryAfter: retryAfterSeconds }
      }
    },
    receipt: (token) => readReceipt(key, token),
    isExpired: (receipt) => isExpired(receipt, now()),
    answer: (receipt) => findAnswer(db, receipt),
    state: () => ({ waiting: queue.waiting(), limit: config.queueLimit }),
    async close() {
      await queue.close()
      // A commit that hangs is not waited for.
      if (door !== db) await door.end({ timeout: 1 })
    },
  }
}

function timer(milliseconds: number): { over: Promise<void>; cancel(): void } {
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const timeout = setTimeout(resolve, milliseconds)
  return { over, cancel: () => clearTimeout(timeout) }
}

function outcomeOf(key: KeyObject, row: AnswerRow, stored: Written): Outcome {
  if (typeof stored === 'string') return { kind: stored }
  const place = { serviceId: row.serviceId, day: stored.day, id: row.id }
  const receipt = issueReceipt(key, place, seal(stored.sealedExpiry, row.cover) >>> 0)
  if (stored.fresh) return { kind: 'accepted', receipt }
  return { kind: stored.fingerprint === row.fingerprint ? 'repeated' : 'conflict', receipt }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as { code?: string }).code : undefined
}
