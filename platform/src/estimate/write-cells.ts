// SPDX-License-Identifier: AGPL-3.0-or-later
// The door for counts that no answer stands behind: synthetic countries of known truth, for benchmarks and accuracy tests.
// Days and their months are written in one transaction. A rebuild of the cube drops such cells, since it starts from answers.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Context } from '../base/context.ts'
import type { Transaction } from '../base/database/index.ts'
import { monthOf, type Day } from '../base/day.ts'

export interface CubeCell {
  readonly serviceId: number
  readonly day: Day
  readonly versionId: number
  readonly sourceId: number
  readonly stream: string
  readonly channel: string
  readonly device: string
  readonly userKind: string
  readonly n: number
  /** In the layout of the version. */
  readonly counts: readonly number[]
}

/**
 * Writes cells of services the cube does not know yet. Months are kept in memory meanwhile: hand over a portion of the
 * services at a time.
 * @throws the database's error when a cell is there already; then nothing of this call was written.
 */
export async function writeCells({ db }: Context, cells: Iterable<CubeCell>): Promise<void> {
  const months = new Map<string, CubeCell & { counts: number[] }>()
  const services = new Set<number>()
  const days = function* (): Generator<CubeCell> {
    for (const cell of cells) {
      services.add(cell.serviceId)
      addToMonth(months, cell)
      yield cell
    }
  }
  await db.begin(async (transaction) => {
    await copy(transaction, 'estimate.cube_day', days())
    await copy(transaction, 'estimate.cube_month', months.values())
    await transaction`insert into estimate.change (service_id) select unnest(${[...services]}::bigint[])`
  })
}

function addToMonth(months: Map<string, CubeCell & { counts: number[] }>, cell: CubeCell): void {
  const { serviceId, versionId, sourceId, stream, channel, device, userKind } = cell
  const day = monthOf(cell.day)
  const key = [serviceId, day, versionId, sourceId, stream, channel, device, userKind].join(' ')
  const month = months.get(key)
  if (month === undefined) months.set(key, { ...cell, day, counts: [...cell.counts] })
  else {
    cell.counts.forEach((count, slot) => (month.counts[slot]! += count))
    months.set(key, { ...month, n: month.n + cell.n })
  }
}

/** The columns of both tables stand in the same order; only the name of the date differs. */
async function copy(transaction: Transaction, table: string, cells: Iterable<CubeCell>): Promise<void> {
  const target = await transaction`copy ${transaction(table)} from stdin`.writable()
  await pipeline(Readable.from(portions(cells)), target)
}

const portionLength = 1 << 17

function* portions(cells: Iterable<CubeCell>): Generator<string> {
  let text = ''
  for (const { serviceId, day, versionId, sourceId, stream, channel, device, userKind, n, counts } of cells) {
    text += `${serviceId}\t${day}\t${versionId}\t${sourceId}\t${stream}\t${channel}\t${device}\t${userKind}\t${n}\t{${counts.join(',')}}\n`
    if (text.length < portionLength) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}
