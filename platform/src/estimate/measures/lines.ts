// SPDX-License-Identifier: AGPL-3.0-or-later
// Which versions of a questionnaire may be counted together for one question. A line is the question through the versions
// in the order they appeared, cut into segments where its series breaks; only counts of one segment are ever added.
import {
  comparability,
  itemCounts,
  worstToBest,
  type DocumentItem,
  type InstrumentDocument,
  type Layout,
} from '@ascolto/questionnaire'
import { belonging } from '../../base/memory/belonging.ts'
import type { CubeRow } from '../queries/read-cube.ts'

export interface Version {
  readonly id: number
  readonly hash: string
  readonly document: InstrumentDocument
  readonly layout: Layout
}

export interface Segment {
  readonly versions: readonly Version[]
  /** As the last of them asks it. */
  readonly item: DocumentItem
}

/** Oldest segment first; empty when no version has the item. */
export type Line = readonly Segment[]

/** @param versions in the order they appeared. */
export function lineOf(versions: readonly Version[], itemId: string): Line {
  const line: Segment[] = []
  for (const version of versions) {
    const item = version.document.items.find(({ id }) => id === itemId)
    if (item === undefined) continue
    const last = line.at(-1)
    const before = last?.versions.at(-1)
    if (last && before && continues(before.document, version.document, itemId)) {
      line[line.length - 1] = { versions: [...last.versions, version], item }
    } else line.push({ versions: [version], item })
  }
  return line
}

// Documents are immutable, so a pair of them is judged once.
const judged = belonging((previous: InstrumentDocument) =>
  belonging(
    (next: InstrumentDocument) =>
      new Set(comparability(previous, next).flatMap(({ comparable, item }) => (comparable ? [item] : []))),
  ),
)

function continues(previous: InstrumentDocument, next: InstrumentDocument, itemId: string): boolean {
  return judged.of(previous).of(next).has(itemId)
}

/** Answers per category of the segment's question, from worst to best. */
export function countSegment({ versions, item }: Segment, rows: readonly CubeRow[]): number[] {
  const byCode = item.scale.codes.map(() => 0)
  for (const { layout, id } of versions) {
    for (const { versionId, counts } of rows) {
      if (versionId !== id) continue
      itemCounts(layout, counts, item.id).byCode.forEach((count, index) => (byCode[index]! += count))
    }
  }
  return worstToBest(item.scale, byCode)
}

/** The versions these rows belong to, in the order of the rows. */
export function versionsIn(rows: readonly CubeRow[], known: ReadonlyMap<number, Version>): Version[] {
  return [...new Set(rows.map(({ versionId }) => versionId))].flatMap((id) => known.get(id) ?? [])
}
