// SPDX-License-Identifier: AGPL-3.0-or-later
// One submission of another component: translated and taken through the one door, or kept with the reason. These components
// give their answers no name, so one that is sent twice counts twice; a name made of the content would make one of two people
// who think alike.
import { randomUUID } from 'node:crypto'
import { cleanText } from '@ascolto/questionnaire'
import { redact } from '@ascolto/text'
import { dayOf } from '../../base/day.ts'
import type { PlatformError } from '../../base/errors.ts'
import { intakeAway, intakeBusy } from '../errors.ts'
import type { Door } from '../form/door.ts'
import type { Device, HeldReason, Outcome, Submission } from '../intake/index.ts'
import type { Found, Version } from '../subject.ts'
import type { Form, Submitted } from './forms.ts'
import { knownWordings } from './match-wording.ts'
import { keepUnmatched } from './store.ts'
import { translate } from './translate.ts'

export interface Place {
  readonly found: Found
  readonly version: Version
  readonly device: Device
  /** Why the gate keeps it apart. */
  readonly held?: HeldReason | undefined
}

export type Received = { kind: 'taken' | 'kept'; id: string } | { refused: PlatformError }

export async function takeSubmission(door: Door, place: Place, form: Form, sent: Submitted): Promise<Received> {
  const translated = translate(place.version.document, sent, knownWordings)
  const reason = 'reason' in translated ? translated.reason : undefined
  const outcome =
    'input' in translated ? await door.intake.submit(submissionOf(place, sent, translated.input)) : undefined
  if (outcome && 'retryAfter' in outcome) return { refused: refusalOf(outcome) }
  if (outcome && 'receipt' in outcome) {
    const { found, device, held } = place
    if (held === undefined) door.counters.add('answered', found.touchpoint, { device })
    if (held === undefined && saysMore(sent)) door.counters.add('completed', found.touchpoint, { device })
    return { kind: 'taken', id: outcome.receipt.id }
  }
  return { kind: 'kept', id: await keep(door, place, form, sent, reason ?? 'risposta non valida') }
}

export function submissionOf(
  { found, version, device, held }: Place,
  sent: Submitted,
  input: Submission['input'],
): Submission {
  const { touchpoint } = found
  return {
    touchpoint,
    versionId: version.id,
    document: version.document,
    key: randomUUID(),
    language: sent.language,
    device,
    stream: touchpoint.stream,
    channel: touchpoint.channel,
    userKind: touchpoint.userKind ?? 'unknown',
    held,
    input,
  }
}

export function refusalOf({ kind, retryAfter }: Extract<Outcome, { retryAfter: number }>): PlatformError {
  return kind === 'busy' ? intakeBusy({ retryAfter }) : intakeAway({ retryAfter })
}

function saysMore({ words, text }: Submitted): boolean {
  return words.length > 0 || text !== ''
}

/** Beyond it nobody wrote it in one of these components. */
const longestText = 4000
const longestWords = 200
const mostWords = 20

async function keep({ context }: Door, place: Place, form: Form, sent: Submitted, reason: string): Promise<string> {
  const { touchpoint } = place.found
  const id = randomUUID()
  await keepUnmatched(context.db, {
    serviceId: touchpoint.serviceId,
    id,
    touchpointId: touchpoint.id,
    day: dayOf(context.now()),
    device: place.device,
    form,
    reason,
    content: {
      ...sent,
      rating: keepable(sent.rating, longestWords),
      words: sent.words.slice(0, mostWords).map((words) => keepable(words, longestWords)),
      text: keepable(sent.text, longestText),
    },
  })
  return id
}

/** Cut last: half an address is not recognised as one. */
function keepable(text: string, longest: number): string {
  return [...redact(cleanText(text)).text].slice(0, longest).join('')
}
