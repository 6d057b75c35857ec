// SPDX-License-Identifier: AGPL-3.0-or-later
// Takes what had been kept in words nobody knew, once they are known: each answer goes through the one door on the day it was
// given, named by its own row, so that doing it twice, or being killed in the middle, counts nothing twice. What is still not
// known stays, with the reason of today.
import type { Context } from '../../base/context.ts'
import { versionFor } from '../../catalogue/index.ts'
import { createIntake, type Device, type Intake } from '../intake/index.ts'
import { findByCode } from '../subject.ts'
import type { Wordings } from './match-wording.ts'
import { changeReason, listUnmatched, releaseUnmatched, type Waiting } from './store.ts'
import { submissionOf } from './take-submission.ts'
import { translate } from './translate.ts'

export interface UnmatchedReport {
  readonly taken: number
  /** How many still wait, by reason. */
  readonly waiting: Readonly<Record<string, number>>
  /** Words that are still not known, with how often they stand in what waits. */
  readonly words: Readonly<Record<string, number>>
}

const portion = 500

/** @param known wordings to try. @param dry tells what would be, and takes nothing. */
export async function takeUnmatched(context: Context, known: Wordings, dry = false): Promise<UnmatchedReport> {
  const intake = await createIntake(context)
  const waiting: Record<string, number> = {}
  const words: Record<string, number> = {}
  let taken = 0
  try {
    let after = { serviceId: 0, id: '00000000-0000-0000-0000-000000000000' }
    for (;;) {
      const rows = await listUnmatched(context.db, after, portion)
      for (const row of rows) {
        const still = await takeOne(context, intake, row, known, dry)
        if (still === undefined) taken += 1
        else addTo(waiting, still.reason)
        if (still?.words !== undefined) addTo(words, still.words)
      }
      const last = rows.at(-1)
      if (!last || rows.length < portion) return { taken, waiting, words }
      after = last
    }
  } finally {
    await intake.close()
  }
}

function addTo(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}

type Still = Extract<ReturnType<typeof translate>, { reason: string }>

/** @returns why it still waits; undefined when it was taken. */
async function takeOne(
  context: Context,
  intake: Intake,
  row: Waiting,
  known: Wordings,
  dry: boolean,
): Promise<Still | undefined> {
  const found = await findByCode(context, row.code)
  const version = await versionFor(context, row.touchpointId, row.day)
  if (!found || !version) return { reason: 'nessun questionario in quel giorno' }
  const translated = translate(version.document, row.content, known)
  if ('reason' in translated) {
    if (!dry && translated.reason !== row.reason) await changeReason(context.db, row, translated.reason)
    return translated
  }
  if (dry) return undefined
  const place = { found, version, device: row.device as Device }
  const submission = submissionOf(place, row.content, translated.input)
  const outcome = await intake.submit({ ...submission, key: `unmatched:${row.id}`, day: row.day })
  if (outcome.kind === 'invalid') return { reason: 'risposta non valida' }
  if ('retryAfter' in outcome) return { reason: 'la base dati non ha risposto: ripeti' }
  await releaseUnmatched(context.db, row)
  return undefined
}
