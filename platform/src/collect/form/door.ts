// SPDX-License-Identifier: AGPL-3.0-or-later
// What the form's acts need, made once: the door for answers, the counters, and the way to read and change the answer a
// receipt stands for.
import { inputOf, type AnswerInput } from '@ascolto/questionnaire'
import type { Context } from '../../base/context.ts'
import { isDatabaseAway } from '../../base/database/index.ts'
import { versionById } from '../../catalogue/index.ts'
import type { Gate } from '../gate/index.ts'
import type { Counters } from '../counters/index.ts'
import type { Assurance, Correction, Intake, Receipt } from '../intake/index.ts'
import type { Found, Version } from '../subject.ts'

export interface Answered {
  version: Version
  given: AnswerInput
  /** By what and with what it came, for the counters. */
  came: { channel: string; assurance: Assurance }
  /** A body tried its question out: it never counts. */
  trial: boolean
}

export interface Door {
  context: Context
  intake: Intake
  gate: Gate
  counters: Counters
  /** What was answered under a receipt and the questionnaire it answered. */
  answered(receipt: Receipt): Promise<Answered | 'lost' | 'away'>
  correct(found: Found, receipt: Receipt, input: AnswerInput): Promise<Correction>
}

export function createDoor({
  context,
  intake,
  gate,
  counters,
}: Pick<Door, 'context' | 'intake' | 'gate' | 'counters'>): Door {
  async function answered(receipt: Receipt): Promise<Answered | 'lost' | 'away'> {
    try {
      const stored = await intake.answer(receipt)
      if (!stored) return 'lost'
      const version = await versionById(context, stored.versionId)
      if (!version) return 'lost'
      const given = inputOf(version.document, { values: stored.codes, text: stored.suggestion })
      const { channel, assurance, state } = stored
      return { version, given, came: { channel, assurance }, trial: state === 'test' }
    } catch (error) {
      if (isDatabaseAway((error as { code?: string }).code)) return 'away'
      throw error
    }
  }

  async function correct(found: Found, receipt: Receipt, input: AnswerInput): Promise<Correction> {
    const before = await answered(receipt)
    if (before === 'lost') return { kind: 'unknown' }
    if (before === 'away') return { kind: 'unavailable', retryAfter: 5 }
    const { document } = before.version
    return intake.correct(receipt, { document, input, userKind: found.touchpoint.userKind ?? 'unknown' })
  }

  return { context, intake, gate, counters, answered, correct }
}
