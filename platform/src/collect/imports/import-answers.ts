// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers that another tool has collected, row by row, through the one door: validated against the questionnaire that was
// asked there, without personal data, counted once however often the file is read. A row is named by its own content and by
// how many times that content has come before it, so that rows may move and be added.
import { createHash } from 'node:crypto'
import { dayOf, isDay, type Day } from '../../base/day.ts'
import type { Context } from '../../base/context.ts'
import type { Bytes } from '../../base/table/decode.ts'
import { readTable, type TableRow } from '../../base/table/read-table.ts'
import { createIntake, type Intake, type Outcome, type Submission } from '../intake/index.ts'
import { columnInName, findAdapter, type AnswersAdapter } from './adapter.ts'
import { writeRejected, type Rejection } from './counts-store.ts'
import { adapterInvalid } from './errors.ts'
import type { ImportOptions } from './import-counts.ts'
import { openOrigin, type Origin } from './place-import.ts'
import { quoted, refuse } from './refuse-row.ts'

export interface AnswersReport {
  readonly adapter: string
  readonly source: string
  readonly services: number
  readonly rows: number
  /** Stored by this import. */
  readonly taken: number
  /** Stored by an earlier one. */
  readonly known: number
  readonly rejected: readonly Rejection[]
}

/** Rows that wait for their commit together. */
const portion = 500

/** @throws PlatformError adapter-invalid, body-missing, unreadable-table; rows before the fault may be in, and count once. */
export async function importAnswers(
  context: Context,
  bytes: Bytes,
  options: ImportOptions = {},
): Promise<AnswersReport> {
  const intake = await createIntake(context)
  try {
    return await readAnswers(context, intake, bytes, options)
  } finally {
    await intake.close()
  }
}

async function readAnswers(
  context: Context,
  intake: Intake,
  bytes: Bytes,
  options: ImportOptions,
): Promise<AnswersReport> {
  let adapter: AnswersAdapter | undefined
  let origin: Origin | undefined
  const services = new Set<number>()
  const seen = new Map<string, number>()
  const rejected: Rejection[] = []
  const report = { rows: 0, taken: 0, known: 0 }
  let waiting: { row: TableRow; submission: Submission }[] = []

  async function send(): Promise<void> {
    const outcomes = await Promise.all(waiting.map(({ submission }) => intake.submit(submission)))
    outcomes.forEach((outcome, index) => {
      if (outcome.kind === 'accepted') report.taken++
      else if (outcome.kind === 'repeated') report.known++
      else rejected.push(refuse(adapter!, waiting[index]!.row, reasonOf(outcome)))
    })
    waiting = []
  }

  for await (const row of readTable(bytes)) {
    adapter ??= findAdapter('answers', options.adapter, Object.keys(row.cells))
    origin ??= await openOrigin(context, adapter, options.body)
    report.rows++
    const read = row.fault ?? readRow(adapter, row, dayOf(context.now()))
    if (typeof read === 'string') {
      rejected.push(refuse(adapter, row, read))
      continue
    }
    const { touchpoint, service } = await origin.placeOf(nameIn(adapter.service.name, row))
    services.add(service.id)
    const { version, source } = origin
    const { stream, channel } = adapter
    const submission: Submission = {
      ...{ touchpoint, versionId: version.id, document: version.document, day: read.day, input: read.input },
      ...{ key: keyOf(adapter, row, seen), language: 'it', device: 'unknown', userKind: 'unknown' },
      ...{ stream, channel, sourceId: source.id },
    }
    waiting.push({ row, submission })
    if (waiting.length === portion) await send()
  }
  if (!adapter || !origin) throw adapterInvalid({ detail: 'Il file ha le intestazioni e nessuna riga.' })
  await send()
  await writeRejected(context.db, origin.source.id, rejected)
  return { adapter: adapter.name, source: origin.source.slug, services: services.size, ...report, rejected }
}

interface ReadRow {
  readonly day: Day
  readonly input: Record<string, number | string>
}

/** No tool asked anybody before: an older year is a date that was lost. */
const firstDay = '1990-01-01'

function readRow(adapter: AnswersAdapter, { cells }: TableRow, today: Day): ReadRow | string {
  const day = adapter.dayColumn === undefined ? adapter.day : cells[adapter.dayColumn]
  if (day === undefined || !isDay(day)) return `giorno non valido: ${quoted(day)}`
  if (day < firstDay) return `giorno prima del 1990: ${quoted(day)}`
  if (day > today) return `giorno che deve ancora venire: ${quoted(day)}`
  const input: Record<string, number | string> = {}
  for (const { id, column, role, scale } of adapter.items) {
    const text = (cells[column] ?? '').trim()
    const missing = adapter.missing?.[text] ?? (text === '' || text === 'NA' ? -1 : undefined)
    if (missing !== undefined) {
      if (missing !== -1) input[id] = missing
    } // A scale without codes makes a text of it, whether or not the adapter says so.
    else if (role === 'text' || scale === 'text') input[id] = text
    else if (/^-?\d{1,6}$/.test(text)) input[id] = Number(text)
    else return `${column} non è un codice: ${quoted(text)}`
  }
  return { day, input }
}

function nameIn(name: string, { cells }: TableRow): string {
  return name.replace(columnInName, (_, column: string) => cells[column] ?? '')
}

/** Without the dropped columns: else whoever reads the database could try a guess at them on the name of the answer. */
function keyOf({ source, drops }: AnswersAdapter, { cells }: TableRow, seen: Map<string, number>): string {
  const kept = Object.fromEntries(Object.entries(cells).filter(([column]) => !drops.includes(column)))
  const content = createHash('sha256').update(JSON.stringify(kept)).digest('base64url')
  const times = (seen.get(content) ?? 0) + 1
  seen.set(content, times)
  return `${source.slug}:${content}:${times}`
}

function reasonOf(outcome: Outcome): string {
  if (outcome.kind === 'invalid') return outcome.problems.map(({ item, message }) => `${item}: ${message}`).join(' ')
  if (outcome.kind === 'conflict') return 'già importata con un altro contenuto'
  return 'la base dati non ha risposto: ripeti l’importazione, nulla conterà due volte'
}
