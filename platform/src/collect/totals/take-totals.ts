// SPDX-License-Identifier: AGPL-3.0-or-later
// Totals of a program, from unknown JSON to cells. Each is judged for itself; those that are good are set in one transaction.
import { Compile } from 'typebox/compile'
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import { addDays, addMonths, dayOf, isDay, type Day } from '../../base/day.ts'
import type { PlatformError } from '../../base/errors.ts'
import { findService, keyElsewhere, type Caller } from '../../bodies/index.ts'
import { shapeProblems, type FieldProblem } from '../api/shape-problems.ts'
import { touchpointClosed, touchpointPaused, touchpointUnknown } from '../errors.ts'
import { findByCode } from '../subject.ts'
import { serviceUnknown, totalInvalid } from './errors.ts'
import { TotalSchema, type Total } from './schema.ts'
import { setTotals } from './set-totals.ts'
import { isContradictory, type Cell, type Told } from './told.ts'

export type Taken =
  | { readonly period: string; readonly fresh: boolean; readonly changed: boolean; readonly contradictory: boolean }
  | { readonly refused: PlatformError }

export const monthsBack = 24
const validator = Compile(TotalSchema)
const fields = Object.keys(TotalSchema.properties)
const whole = 'Un totale è un oggetto JSON con «period», «touchpoint» o «service», e i conteggi.'

/** @returns for each in order what became of it. */
export async function takeTotals(context: Context, caller: Caller, sent: readonly unknown[]): Promise<Taken[]> {
  const judged: (Told | PlatformError)[] = []
  for (const one of sent) judged.push(await judge(context, caller, one))
  const told = judged.filter((one): one is Told => !(one instanceof Error))
  const turns =
    told.length === 0
      ? []
      : await context.db.begin((transaction) =>
          setTotals(
            { ...context, db: transaction as unknown as Sql },
            { bodyId: caller.bodyId, key: caller.prefix },
            told,
          ),
        )
  let place = 0
  return judged.map((one) => {
    if (one instanceof Error) return { refused: one }
    const { before, changed } = turns[place++]!
    const period = one.grain === 'month' ? one.from.slice(0, 7) : one.from
    return { period, fresh: before === null && changed, changed, contradictory: isContradictory(one.counts) }
  })
}

async function judge(context: Context, caller: Caller, sent: unknown): Promise<Told | PlatformError> {
  if (!validator.Check(sent)) return totalInvalid({ problems: shapeProblems(validator.Errors(sent), fields, whole) })
  const total: Total = sent
  const today = dayOf(context.now())
  const period = periodOf(total.period, today)
  const problems = [
    ...(typeof period === 'string' ? [problem('period', 'out-of-range', period)] : []),
    ...subjectProblems(total),
  ]
  if (typeof period === 'string' || problems.length > 0) return totalInvalid({ problems })
  const subject = await subjectOf(context, caller, total)
  if (subject instanceof Error) return subject
  const { channel = 'unknown', device = 'unknown', userKind = 'unknown', outcome = 'unknown' } = total
  const { eligible = null, offered = null, opened = null } = total
  return { ...subject, ...period, channel, device, userKind, outcome, counts: { eligible, offered, opened } }
}

/** @returns what is wrong with it, in words. */
export function periodOf(text: string, today: Day): Pick<Cell, 'grain' | 'from'> | string {
  const grain = /^\d{4}-\d{2}$/.test(text) ? 'month' : 'day'
  const from = grain === 'month' ? `${text}-01` : text
  if (!isDay(from)) return 'Il periodo si scrive AAAA-MM o AAAA-MM-GG e deve esistere nel calendario.'
  const first = addMonths(today, -monthsBack)
  // Clocks differ: tomorrow may have begun where the total was made.
  if (from < first || from > addDays(today, 1)) {
    return `Il periodo deve stare tra ${first.slice(0, 7)} e oggi: del futuro non ci sono ancora totali.`
  }
  return { grain, from }
}

function subjectProblems({ touchpoint, service, offered, opened }: Total): FieldProblem[] {
  if ((touchpoint === undefined) === (service === undefined)) {
    return [problem('touchpoint', 'required', 'Serve «touchpoint» oppure «service», uno dei due.')]
  }
  if (service === undefined || (offered === undefined && opened === undefined)) return []
  const item = offered === undefined ? 'opened' : 'offered'
  return [
    problem(
      item,
      'out-of-range',
      'La domanda si mostra in un punto di contatto: di un servizio si manda solo «eligible».',
    ),
  ]
}

async function subjectOf(
  context: Context,
  { bodyId }: Caller,
  { touchpoint: code, service: slug }: Total,
): Promise<Pick<Told, 'serviceId' | 'touchpointId' | 'service' | 'touchpoint'> | PlatformError> {
  if (code === undefined) {
    const found = await findService(context, slug!.replaceAll('\0', ''))
    if (!found) return serviceUnknown()
    if (found.body.id !== bodyId) return keyElsewhere()
    const hold = await holdOf(context, bodyId)
    if (hold !== null) return hold === 'closed' ? touchpointClosed() : touchpointPaused()
    return { serviceId: found.service.id, touchpointId: 0, service: found.service.slug, touchpoint: null }
  }
  const found = await findByCode(context, code)
  if (!found || found.touchpoint.channel === 'import') return touchpointUnknown()
  if (found.body.id !== bodyId) return keyElsewhere()
  // A touchpoint that asks no more still has months that were: only the body's adhesion matters.
  if (found.hold !== null) return found.hold === 'closed' ? touchpointClosed() : touchpointPaused()
  const { touchpoint, service } = found
  return { serviceId: service.id, touchpointId: touchpoint.id, service: service.slug, touchpoint: touchpoint.code }
}

async function holdOf({ db }: Context, bodyId: number): Promise<'suspended' | 'closed' | null> {
  const [row] = await db<{ hold: 'suspended' | 'closed' | null }[]>`select bodies.hold_of(${bodyId}) as hold`
  return row!.hold
}

function problem(item: string, code: string, message: string): FieldProblem {
  return { item, code, message }
}
