// SPDX-License-Identifier: AGPL-3.0-or-later
// For an hour whoever holds the receipt may complete or correct the answer. What is sent is laid over what is stored, the
// whole is judged again, and the cube takes back the old answer and adds the new one in the same transaction.
import { inputOf, validateAnswer, type Answer, type AnswerInput, type InstrumentDocument } from '@ascolto/questionnaire'
import { isDatabaseAway } from '../../base/database/index.ts'
import type { Context } from '../../base/context.ts'
import { codesLiteral, redacted, userKindOf } from './prepare-answer.ts'
import { isExpired, type Receipt } from './receipt.ts'
import { changeAnswer, findAnswer, type StoredAnswer } from './store.ts'
import type { Correction, UserKind } from './submission.ts'

export interface CorrectionInput {
  document: InstrumentDocument
  /** Items to change; -1 takes an answer back. Not yet validated. */
  input: AnswerInput
  /** What the touchpoint knows of its users. */
  userKind: UserKind
}

const attempts = 5
export const retryAfterSeconds = 5

export async function correctAnswer(context: Context, receipt: Receipt, given: CorrectionInput): Promise<Correction> {
  if (isExpired(receipt, context.now())) return { kind: 'expired' }
  try {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const stored = await findAnswer(context.db, receipt)
      if (!stored) return { kind: 'unknown' }
      const merged = merge(given.document, stored, given.input)
      if (!merged.ok) return { kind: 'invalid', problems: merged.problems }
      const { values, text } = merged.answer
      const codes = codesLiteral(values)
      const same = codes === codesLiteral(stored.codes) && text === stored.suggestion
      const change = { codes, suggestion: text, userKind: userKindOf(given.document, values, given.userKind) }
      if (same || (await changeAnswer(context.db, receipt, stored, change))) return { kind: 'corrected', receipt }
    }
  } catch (error) {
    if (!isDatabaseAway((error as { code?: string }).code)) throw error
  }
  return { kind: 'unavailable', retryAfter: retryAfterSeconds }
}

type Merged = ReturnType<typeof validateAnswer>

/** Lays `input` over the stored answer; what the new answers no longer ask is dropped, unless it was just given. */
function merge(document: InstrumentDocument, stored: StoredAnswer, input: AnswerInput): Merged {
  const textItem = document.items.findIndex(({ scale }) => scale.kind === 'text')
  const textId = document.items[textItem]?.id
  const before: AnswerInput = inputOf(document, { values: stored.codes, text: stored.suggestion })
  // Stored text is redacted already and may have become longer than what a person may write: it is not judged again.
  if (textId !== undefined) delete before[textId]
  const whole = { ...before, ...input }
  let checked = validateAnswer(document, whole)
  if (!checked.ok) {
    const outdated = checked.problems.filter(({ code, item }) => code === 'not-shown' && !Object.hasOwn(input, item))
    for (const { item } of outdated) delete whole[item]
    checked = validateAnswer(document, whole)
  }
  if (!checked.ok) return checked
  const keepsText = textId !== undefined && !Object.hasOwn(input, textId) && stored.suggestion !== null
  const answer: Answer = keepsText
    ? { values: checked.answer.values.with(textItem, 1), text: stored.suggestion }
    : { values: checked.answer.values, text: redacted(checked.answer.text) }
  return { ok: true, answer }
}
