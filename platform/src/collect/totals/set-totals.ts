// SPDX-License-Identifier: AGPL-3.0-or-later
// Sets what a body tells, from whichever way in: the same again changes nothing and leaves no trace, anything else is a
// correction and stands in the log of acts with what was there before.
import type { Context } from '../../base/context.ts'
import { dayOf } from '../../base/day.ts'
import { audit } from '../../bodies/index.ts'
import { dropCells, findCells, holdService, noteChange, setCells } from './store.ts'
import { isNothing, isSame, keyOfCell, toldCounts, type Counts, type Told } from './told.ts'

/** Who tells: a person by the pseudonym, or a program by the beginning of its key. */
export type Teller = { readonly bodyId: number } & ({ readonly actor: string } | { readonly key: string })

export interface Turn {
  /** null: nothing was told before. */
  readonly before: Counts | null
  readonly changed: boolean
}

/** Must run in a transaction. @param told in the order they were told: of two for one cell the later holds. */
export async function setTotals(context: Context, teller: Teller, told: readonly Told[]): Promise<Turn[]> {
  const { db, now } = context
  for (const id of [...new Set(told.map(({ serviceId }) => serviceId))].toSorted((a, b) => a - b))
    await holdService(db, id)
  const before = new Map((await findCells(db, told)).map((cell) => [keyOfCell(cell), cell.counts]))
  const after = new Map<string, Counts | null>(before)
  const turns = told.map((one) => {
    const key = keyOfCell(one)
    const was = after.get(key) ?? null
    const is = isNothing(one.counts) ? null : one.counts
    after.set(key, is)
    return { before: was, changed: !isSame(was, is) }
  })
  const last = [...new Map(told.map((one) => [keyOfCell(one), one])).values()]
  const moved = last.filter((one) => {
    const key = keyOfCell(one)
    return !isSame(before.get(key) ?? null, after.get(key) ?? null)
  })
  await setCells(
    db,
    moved.filter(({ counts }) => !isNothing(counts)),
    dayOf(now()),
  )
  await dropCells(
    db,
    moved.filter(({ counts }) => isNothing(counts)),
  )
  await noteChange(db, [...new Set(moved.map(({ serviceId }) => serviceId))])
  for (const [service, cells] of Map.groupBy(moved, (one) => one.service)) {
    await audit(context, {
      ...{ act: 'total.set', bodyId: teller.bodyId, subject: `service ${service}` },
      ...('actor' in teller && { actor: teller.actor }),
      before: wordsOf(cells, (one) => before.get(keyOfCell(one)) ?? null),
      after: { ...('key' in teller && { key: teller.key }), ...wordsOf(cells, (one) => one.counts) },
    })
  }
  return turns
}

/** By cell: `{ '2026-03 k7m2q9 finished': { eligible: 1200 } }`. */
function wordsOf(cells: readonly Told[], countsOf: (one: Told) => Counts | null): object {
  return Object.fromEntries(
    cells.map((one) => {
      const counts = countsOf(one)
      const known = toldCounts.flatMap((name) => {
        const count = counts?.[name] ?? null
        return count === null ? [] : [[name, count] as const]
      })
      return [nameOf(one), Object.fromEntries(known)]
    }),
  )
}

function nameOf({ grain, from, touchpoint, channel, device, userKind, outcome }: Told): string {
  const period = grain === 'month' ? from.slice(0, 7) : from
  const rest = [channel, device, userKind, outcome].filter((part) => part !== 'unknown')
  return [period, touchpoint, ...rest].filter((part) => part !== null).join(' ')
}
