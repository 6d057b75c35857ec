// SPDX-License-Identifier: AGPL-3.0-or-later
// Tables for spreadsheets. Semicolons and a byte order mark, because that is how the spreadsheets of Italian offices open a file
// by themselves. A text that a spreadsheet would take for a formula is made a text by an apostrophe before it: what people
// wrote must never run on the machine of who reads it.

export type Cell = string | number | null

/** How formulas begin, in full-width forms too; tabs and line breaks can hide one. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

export function writeCsv(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [header, ...rows].map((cells) => cells.map(written).join(';'))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

function written(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  return `"${(formula.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`
}
