// SPDX-License-Identifier: AGPL-3.0-or-later
// The rows of a file with a header line, one at a time whatever its size. Tabs, semicolons or commas, as the header shows;
// in a file with tabs a quotation mark is a letter like any other. A row with too few or too many cells comes with its
// fault, so that whoever reads decides: nothing is dropped in silence.
import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { decode, type Bytes } from './decode.ts'
import { unreadableTable } from './errors.ts'

export interface TableRow {
  /** Where the row ends in the file, the header being line 1. */
  readonly line: number
  /** By header; spaces around header and cell are gone. */
  readonly cells: Readonly<Record<string, string>>
  /** Italian; null when the row has one cell for each header. */
  readonly fault: string | null
}

export interface TableOptions {
  /** Told by the header when absent. */
  readonly delimiter?: string
  /** Longest text, unpacked; without a bound when absent. */
  readonly mostBytes?: number
}

/** @throws PlatformError unreadable-table: no header, mixed encodings, a quotation mark never closed, too long. */
export async function* readTable(bytes: Bytes, { delimiter, mostBytes }: TableOptions = {}): AsyncGenerator<TableRow> {
  const text = decode(bytes, mostBytes)
  const start = await readHeader(text)
  if (start.trim() === '') throw unreadableTable({ detail: 'È vuoto: non c’è nemmeno la riga delle intestazioni.' })
  if (looksLikeJson.test(start)) {
    throw unreadableTable({ detail: 'È JSON: serve una tabella di testo (CSV), con le intestazioni nella prima riga.' })
  }
  const between = delimiter ?? delimiterOf(start)
  const parser = parse({
    ...{ delimiter: between, quote: between === '\t' ? null : '"', info: true, trim: true },
    ...{ relax_column_count: true, relax_quotes: true, skip_empty_lines: true, max_record_size: 1_000_000 },
  })
  const records = pipeline(Readable.from(rejoin(start, text)), parser, () => {}) as AsyncIterable<CsvRecord>
  let headers: readonly string[] | undefined
  try {
    for await (const { record, info } of records) {
      if (headers === undefined) headers = uniqueNames(record)
      else yield { line: info.lines, cells: byHeader(headers, record), fault: faultOf(headers, record) }
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    throw unreadableTable({
      detail: `Riga ${String(cause['lines'] ?? '?')}: ${faults[cause.code] ?? 'non ha la forma di una riga di CSV'}.`,
      cause,
    })
  }
}

/** What the reader of CSV complains of, by its code. */
const faults: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'si aprono delle virgolette che non si chiudono più',
  CSV_MAX_RECORD_SIZE: 'è più lunga di un milione di caratteri',
}

/** A list or an object begins; no header does so. */
const looksLikeJson = /^\s*(?:\[\s*(?:[[{"\d]|\s*$)|\{\s*(?:["}]|$))/

interface CsvRecord {
  readonly record: string[]
  readonly info: { readonly lines: number }
}

/** A line; a quotation mark that is open carries it over line breaks. */
const headerLine = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/
const longestHeader = 100_000

/** The text up to the first piece that ends the header line, or up to the end of the file. */
async function readHeader(text: AsyncGenerator<string>): Promise<string> {
  let start = ''
  while (start.length < longestHeader && /^(?:"|$)/.test(start.replace(headerLine, ''))) {
    const { value, done } = await text.next()
    if (done) break
    start += value
  }
  return start
}

/** The one that parts the header line into most cells. */
function delimiterOf(text: string): string {
  const bare = headerLine.exec(text)![0].replace(/"(?:[^"]|"")*"/g, '')
  const count = (mark: string): number => bare.split(mark).length
  return ['\t', ';', ','].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

function uniqueNames(headers: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return headers.map((header) => {
    const name = header.replace(/\s+/g, ' ').trim()
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}

function byHeader(headers: readonly string[], record: readonly string[]): Record<string, string> {
  return Object.fromEntries(headers.map((header, index) => [header, record[index] ?? '']))
}

function faultOf(headers: readonly string[], record: readonly string[]): string | null {
  return record.length === headers.length ? null : `${record.length} celle invece di ${headers.length}`
}

async function* rejoin(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}
