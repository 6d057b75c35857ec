// SPDX-License-Identifier: AGPL-3.0-or-later
// The one kind of table a list has: columns where there is room, and a block for each row where there is not (`.rows`). The
// heading of a column and the words before its cells in a block are the same text, because both are made here.
import { html, type Html, type HtmlValue } from '../../../base/html/index.ts'

export interface Column {
  readonly head: string
  /** Figures stand to the right. */
  readonly number?: boolean
  /** A drawing needs its width. */
  readonly estimate?: boolean
  /** In a block its cells speak for themselves, as a button does. */
  readonly plain?: boolean
  /** Of the first column: in a block its cells are understood only with their heading, as a bare number is. */
  readonly labelled?: boolean
}

export interface RowsTable {
  /** What the table holds, for who hears it; seen too where no heading above it says the same. */
  readonly caption: string
  readonly captionSeen?: boolean
  /** The first one heads the rows. */
  readonly columns: readonly (string | Column)[]
  /** A cell for each column. One that is '' is left out of a block. */
  readonly rows: readonly (readonly HtmlValue[])[]
}

export function rowsTable({ caption, captionSeen = false, columns: given, rows }: RowsTable): Html {
  const columns = given.map((column) => (typeof column === 'string' ? { head: column } : column))
  return html`<table class="rows">
    <caption ${captionSeen ? '' : html`class="visually-hidden"`}>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map((column) => html`<th scope="col"${classOf(column)}>${column.head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) => html`<tr>
          ${columns.map((column, index) => (index === 0 ? rowHead(column, cells[index]) : rowCell(column, cells[index])))}
        </tr>`,
      )}
    </tbody>
  </table>`
}

function rowHead(column: Column, cell: HtmlValue): Html {
  return html`<th scope="row"${column.labelled ? labelOf(column) : ''}>${cell}</th>`
}

function rowCell(column: Column, cell: HtmlValue): Html {
  return html`<td${classOf(column)}${column.plain || cell === '' ? '' : labelOf(column)}>${cell}</td>`
}

const labelOf = ({ head }: Column): Html => html` data-label="${head}"`

const classOf = ({ number = false, estimate = false }: Column): Html | '' =>
  number ? html` class="number"` : estimate ? html` class="estimate-cell"` : ''
