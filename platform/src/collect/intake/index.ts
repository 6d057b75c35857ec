// SPDX-License-Identifier: AGPL-3.0-or-later
// The one door by which answers come in. An outcome is given only after the commit that made it true is durable; a key
// sent again never counts twice; when the queue is full or the database away the door says so at once, and when it hangs after a few
// seconds; it keeps nothing, and opens again by itself. Only what was under way when the database hung may be stored after all,
// under its key.
import { createSecretKey } from 'node:crypto'
import { validateAnswer } from '@ascolto/questionnaire'
import type { Context } from '../../base/context.ts'
import { Overdue, within } from '../../base/deadline.ts'
import { beside, isDatabaseAway, secret } from '../../base/database/index.ts'
import { committer } from './commit-answers.ts'
import { correctAnswer, retryAfterSeconds, type CorrectionInput } from './correct-answer.ts'
import { createGroupCommit } from './group-commit.ts'
import { intakeMetrics } from './measure-intake.ts'
import { isExpired, readReceipt, type Receipt } from './receipt.ts'
import { findAnswer, type StoredAnswer } from './store.ts'
import type { Correction, Outcome, Submission } from './submission.ts'

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
  const measured = intakeMetrics(context.metrics, () => queue)

  const queue = createGroupCommit({
    limit: config.queueLimit,
    group: groupLimit,
    commit: committer({ db, door, key, now, measured }),
    divisible: (error) => !isDatabaseAway(codeOf(error)),
    patience: () => timer(patience),
  })

  function counted(outcome: Outcome): Outcome {
    measured.answers.inc({ outcome: outcome.kind })
    return outcome
  }

  /** What is wrong with an answer is said also while nothing can be stored: to send it again would not help. */
  function refused(kind: 'busy' | 'unavailable', { document, input }: Submission): Outcome {
    const checked = validateAnswer(document, input)
    return checked.ok ? { kind, retryAfter: retryAfterSeconds } : { kind: 'invalid', problems: checked.problems }
  }

  async function submit(submission: Submission): Promise<Outcome> {
    const outcome = queue.submit(submission)
    if (!outcome) return counted(refused('busy', submission))
    try {
      return counted(await outcome)
    } catch (error) {
      // The content stays out of the log: only what kind of failure it was.
      log.error({ event: 'collect.commit.failed', code: codeOf(error) })
      return counted(refused('unavailable', submission))
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

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as { code?: string }).code : undefined
}
