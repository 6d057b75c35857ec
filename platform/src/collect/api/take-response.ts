// SPDX-License-Identifier: AGPL-3.0-or-later
// One response of a program, from unknown JSON to a receipt. What can go wrong is one of collect/errors.ts, so that one
// response and a thousand are refused in the same words.
import { Compile } from 'typebox/compile'
import type { Context } from '../../base/context.ts'
import { addDays, dayOf, isDay } from '../../base/day.ts'
import type { PlatformError } from '../../base/errors.ts'
import { keyElsewhere, type Caller } from '../../bodies/index.ts'
import type { Counters } from '../counters/index.ts'
import type { HeldReason } from '../intake/index.ts'
import {
  intakeAway,
  intakeBusy,
  keyReused,
  responseInvalid,
  touchpointClosed,
  touchpointPaused,
  touchpointUnknown,
} from '../errors.ts'
import type { Intake, Receipt, Submission } from '../intake/index.ts'
import { saysMore } from '../says-more.ts'
import { findSubject } from '../subject.ts'
import { ResponseSchema, type Response } from './schema.ts'
import { shapeProblems, type FieldProblem } from './shape-problems.ts'

export interface ApiDoor {
  context: Context
  intake: Intake
  counters: Counters
  /** Whose key came with it; who sent none answers as anybody. */
  caller?: Caller | undefined
}

/** An answer of a program, and what the gate says of one that nobody answers for. */
export interface ApiCall extends ApiDoor {
  judge(touchpointId: number): HeldReason | undefined
}

export type Taken = { fresh: boolean; receipt: Receipt; correction: string } | { refused: PlatformError }

const daysBack = 90
const validator = Compile(ResponseSchema)
const fields = Object.keys(ResponseSchema.properties)
const silences = { unknown: touchpointUnknown, paused: touchpointPaused, closed: touchpointClosed }

export async function takeResponse(
  { context, intake, counters, caller, judge }: ApiCall,
  sent: unknown,
): Promise<Taken> {
  if (!validator.Check(sent)) return invalid(shapeProblems(validator.Errors(sent), fields))
  const response: Response = sent
  const subject = await findSubject(context, response.touchpoint)
  if (caller && subject.found && subject.found.body.id !== caller.bodyId) return { refused: keyElsewhere() }
  if ('silence' in subject) return { refused: silences[subject.silence]() }
  const { touchpoint } = subject.found
  const problems = [dayProblem(context, response.day), streamProblem(touchpoint.stream, response.stream)]
  if (problems.some((problem) => problem !== undefined))
    return invalid(problems.filter((problem) => problem !== undefined))

  const { key, day, language = 'it', device = 'unknown', answers: input } = response
  const { stream } = touchpoint
  // Whose key comes with it is known, and has a limit of its own.
  const held = caller ? undefined : judge(touchpoint.id)
  const submission: Submission = {
    touchpoint,
    versionId: subject.version.id,
    document: subject.version.document,
    key,
    ...(day !== undefined && { day }),
    language,
    device,
    stream,
    channel: response.channel ?? touchpoint.channel,
    userKind: touchpoint.userKind ?? response.userKind ?? 'unknown',
    held,
    input,
  }
  const outcome = await intake.submit(submission)
  if (outcome.kind === 'invalid') return invalid(outcome.problems)
  if (outcome.kind === 'conflict') return { refused: keyReused() }
  if ('retryAfter' in outcome) {
    const { kind, retryAfter } = outcome
    return { refused: kind === 'busy' ? intakeBusy({ retryAfter }) : intakeAway({ retryAfter }) }
  }
  const fresh = outcome.kind === 'accepted'
  if (fresh && held === undefined) {
    const { channel, userKind } = submission
    const circumstance = { device, day, channel, userKind, outcome: response.outcome }
    counters.add('answered', touchpoint, circumstance)
    if (saysMore(subject.version.document, input)) counters.add('completed', touchpoint, circumstance)
  }
  const { receipt } = outcome
  return { fresh, receipt, correction: `/v/${touchpoint.code}/${language}/r/${receipt.token}` }
}

function invalid(problems: readonly FieldProblem[]): Taken {
  return { refused: responseInvalid({ problems }) }
}

function dayProblem({ now }: Context, day: string | undefined): FieldProblem | undefined {
  if (day === undefined) return undefined
  if (!isDay(day)) {
    return {
      item: 'day',
      code: 'wrong-type',
      message: 'Il giorno si scrive AAAA-MM-GG e deve esistere nel calendario.',
    }
  }
  const today = dayOf(now())
  // Clocks and time zones differ: tomorrow may already have begun where the answer was given.
  if (day >= addDays(today, -daysBack) && day <= addDays(today, 1)) return undefined
  return { item: 'day', code: 'out-of-range', message: `Il giorno deve stare tra ${addDays(today, -daysBack)} e oggi.` }
}

function streamProblem(own: string, claimed: string | undefined): FieldProblem | undefined {
  if (claimed === undefined || claimed === own) return undefined
  return { item: 'stream', code: 'out-of-range', message: `Il flusso di questo punto di contatto è «${own}».` }
}
