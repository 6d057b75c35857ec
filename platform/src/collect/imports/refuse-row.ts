// SPDX-License-Identifier: AGPL-3.0-or-later
// What is kept of a row that was refused: its line, the reason, and the cells the adapter reads, without personal data. All
// other columns stay in the file, where the line leads whoever wants to put it right.
import { cleanText } from '@ascolto/questionnaire'
import { redact } from '@ascolto/text'
import type { TableRow } from '../../base/table/read-table.ts'
import { columnsRead, type Adapter } from './adapter.ts'
import type { Rejection } from './counts-store.ts'

const longestContent = 500
const longestQuote = 40

/** @param reason Italian; what it says of the row's own words is `quoted`. */
export function refuse(adapter: Adapter, { line, cells, fault }: TableRow, reason: string): Rejection {
  // In a row of another length nobody knows which cell belongs to which column: none of them is kept.
  const kept = fault === null ? columnsRead(adapter).map((column) => `${column}: ${keepable(cells[column] ?? '')}`) : []
  return { line, reason, content: kept.join(' | ').slice(0, longestContent) }
}

/** A cell as a reason may repeat it. Cut last: half an address is not recognised as one. */
export function quoted(cell = ''): string {
  return keepable(cell).slice(0, longestQuote)
}

function keepable(cell: string): string {
  return redact(cleanText(cell)).text
}
