// SPDX-License-Identifier: AGPL-3.0-or-later
// An answer that a page of another site sends: the rating alone, or with what came after it. The page always sends all that
// was said so far, under one key; so the first request stores the answer and every later one, with the receipt or without,
// completes or corrects the same answer. A page may have been open since yesterday: the questionnaire of that day counts.
import { addDays, dayOf } from '../../base/day.ts'
import type { PlatformError } from '../../base/errors.ts'
import { versionFor, type Version } from '../../catalogue/index.ts'
import { intakeAway, intakeBusy, responseInvalid } from '../errors.ts'
import type { Door } from '../form/door.ts'
import { withoutAnswer } from '../form/later-step.ts'
import type { Correction, Device, HeldReason, Receipt } from '../intake/index.ts'
import { saysMore } from '../says-more.ts'
import type { Found } from '../subject.ts'
import { askedByWidget } from './describe-touchpoint.ts'
import { questionnaireChanged, receiptExpired, receiptForeign } from './errors.ts'
import type { Sent } from './schema.ts'

export type Taken = { fresh: boolean; receipt: Receipt } | { refused: PlatformError }

/** What is the same for all answers of a page. @param judge says why a new answer is kept apart; asked for new ones alone. */
export interface Asking {
  readonly found: Found
  readonly device: Device
  judge(touchpointId: number): HeldReason | undefined
}

export async function takeAnswer(door: Door, { found, device, judge }: Asking, sent: Sent): Promise<Taken> {
  if (sent.receipt !== undefined) {
    const receipt = door.intake.receipt(sent.receipt)
    if (receipt?.serviceId !== found.service.id) return { refused: receiptForeign() }
    return complete(door, found, receipt, sent, device)
  }
  const version = await versionAsked(door, found, sent.version)
  if (!version) return { refused: questionnaireChanged() }
  const { touchpoint } = found
  const held = judge(touchpoint.id)
  const taken = await door.intake.submit({
    touchpoint,
    versionId: version.id,
    document: version.document,
    key: sent.key,
    language: sent.language,
    device,
    stream: touchpoint.stream,
    channel: touchpoint.channel,
    userKind: touchpoint.userKind ?? 'unknown',
    held,
    input: sent.answers,
  })
  if (taken.kind === 'invalid') return { refused: responseInvalid({ problems: taken.problems }) }
  if ('retryAfter' in taken) {
    const { kind, retryAfter } = taken
    return { refused: kind === 'busy' ? intakeBusy({ retryAfter }) : intakeAway({ retryAfter }) }
  }
  // The reply to an earlier request was lost on its way, and meanwhile the person went on.
  if (taken.kind === 'conflict') return complete(door, found, taken.receipt, sent, device)
  const fresh = taken.kind === 'accepted'
  if (fresh && held === undefined) {
    const { outcome } = sent
    door.counters.add('answered', touchpoint, { device, outcome })
    if (saysMore(version.document, sent.answers)) door.counters.add('completed', touchpoint, { device, outcome })
  }
  return { fresh, receipt: taken.receipt }
}

/** Lays what is said now over what was said before; a question left empty now is taken back. */
async function complete(door: Door, found: Found, receipt: Receipt, sent: Sent, device: Device): Promise<Taken> {
  const before = await door.answered(receipt)
  if (typeof before === 'string')
    return { refused: before === 'lost' ? receiptForeign() : intakeAway({ retryAfter: 5 }) }
  const { document } = before.version
  const corrected = await door.correct(found, receipt, withoutAnswer(askedByWidget(document), sent.answers))
  if (corrected.kind !== 'corrected') return { refused: refusalOf(corrected) }
  const isFirstTime = !saysMore(document, before.given)
  const { outcome } = sent
  if (isFirstTime && saysMore(document, sent.answers))
    door.counters.add('completed', found.touchpoint, { device, outcome })
  return { fresh: false, receipt }
}

function refusalOf(outcome: Exclude<Correction, { kind: 'corrected' }>): PlatformError {
  if (outcome.kind === 'expired') return receiptExpired()
  if (outcome.kind === 'unknown') return receiptForeign()
  if (outcome.kind === 'invalid') return responseInvalid({ problems: outcome.problems })
  return intakeAway({ retryAfter: outcome.retryAfter })
}

async function versionAsked({ context }: Door, { touchpoint }: Found, hash: string): Promise<Version | undefined> {
  const today = dayOf(context.now())
  for (const day of [today, addDays(today, -1)]) {
    const version = await versionFor(context, touchpoint.id, day)
    if (version?.hash === hash) return version
  }
  return undefined
}
