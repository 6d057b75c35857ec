// SPDX-License-Identifier: AGPL-3.0-or-later
// From what was sent to the row that will be stored: validated against its questionnaire, free text redacted, named by its
// key. Nothing of what was sent but this row goes on; the key itself stays behind.
import { hash } from 'node:crypto'
import { redact } from '@ascolto/text'
import { validateAnswer, type InstrumentDocument, type Problem } from '@ascolto/questionnaire'
import { belonging } from '../../base/memory/belonging.ts'
import { dayOf } from '../../base/day.ts'
import { expiryAfter, identityOf, seal, type Identity } from './receipt.ts'
import type { AnswerPlace, Assurance, HeldReason, Submission, UserKind } from './submission.ts'

export interface AnswerRow extends AnswerPlace {
  readonly touchpointId: number
  readonly versionId: number
  readonly sourceId: number
  readonly stream: string
  readonly channel: string
  readonly device: string
  readonly userKind: string
  readonly language: string
  readonly state: 'counted' | 'quarantined' | 'test'
  /** Why it is kept apart. */
  readonly heldFor: HeldReason | null
  readonly assurance: Assurance
  /** Hash of the code it spends, hexadecimal. Never stored with the answer. */
  readonly spends: string | null
  /** As an array literal of PostgreSQL. */
  readonly codes: string
  readonly suggestion: string | null
  /** SHA-256 of the canonical content, hexadecimal: tells a repeated answer from another one under the same key. */
  readonly fingerprint: string
  /** What covers the expiry in the receipt; see receipt.ts. */
  readonly cover: number
  readonly sealedExpiry: number
}

export type Prepared = { ok: true; row: AnswerRow } | { ok: false; problems: Problem[] }

/** @returns in the order of the submissions. */
export function prepareAnswers(submissions: readonly Submission[], now: Date): Prepared[] {
  const checked = submissions.map(({ document, input }) => validateAnswer(document, input))
  const suggestions = checked.map((one) => (one.ok ? redacted(one.answer.text) : null))
  const identities = submissions.map(({ touchpoint, key }) => identityOf(touchpoint.code, key))
  return checked.map((one, index) => {
    if (!one.ok) return one
    const content = { values: one.answer.values, suggestion: suggestions[index]! }
    return { ok: true, row: rowOf(submissions[index]!, content, identities[index]!, now) }
  })
}

interface Content {
  readonly values: readonly number[]
  /** Redacted. */
  readonly suggestion: string | null
}

function rowOf(submission: Submission, { values, suggestion }: Content, { id, cover }: Identity, now: Date): AnswerRow {
  const { touchpoint, document } = submission
  const codes = codesLiteral(values)
  const userKind = userKindOf(document, values, submission.userKind)
  const { channel, device, language } = submission
  // Whoever was given a code was invited, whatever the touchpoint asks of others.
  const stream = submission.spends === undefined ? submission.stream : 'invited'
  const heldFor = submission.test === true ? null : (submission.held ?? null)
  const content = `${codes}|${stream}|${channel}|${device}|${userKind}|${language}|${submission.day ?? ''}|${suggestion ?? ''}`
  return {
    serviceId: touchpoint.serviceId,
    day: submission.day ?? dayOf(now),
    id,
    touchpointId: touchpoint.id,
    versionId: submission.versionId,
    sourceId: submission.sourceId ?? 0,
    stream,
    channel,
    device,
    userKind,
    language,
    state: submission.test === true ? 'test' : heldFor === null ? 'counted' : 'quarantined',
    heldFor,
    assurance: submission.spends === undefined ? 'open' : 'code',
    spends: submission.spends ?? null,
    codes,
    suggestion,
    fingerprint: hash('sha256', content),
    cover,
    sealedExpiry: seal(expiryAfter(now), cover),
  }
}

export function redacted(text: string | null): string | null {
  return text === null ? null : redact(text).text
}

export function codesLiteral(values: readonly number[]): string {
  return `{${values.join(',')}}`
}

/** At which place a questionnaire asks who answers; -1 where it does not. */
const whoPlace = belonging(({ items }: InstrumentDocument) => items.findIndex(({ role }) => role === 'who'))
const kindByWho: Record<number, UserKind> = { 1: 'cittadino', 2: 'impresa', 3: 'intermediario' }

/** What the touchpoint knows of its users, or else what the person said. */
export function userKindOf(document: InstrumentDocument, values: readonly number[], known: UserKind): UserKind {
  if (known !== 'unknown') return known
  return kindByWho[values[whoPlace.of(document)] ?? 0] ?? 'unknown'
}
