// SPDX-License-Identifier: AGPL-3.0-or-later
// Brings a registry of public bodies in. A second file is a difference: new bodies, renamed, changed, closed, merged,
// reopened; history is kept and a body with services never vanishes. A body whose row was refused is not gone, and while
// a row does not say whose it is nobody is: see closeGone. All of it or nothing, in one transaction.
import type { Context } from '../../base/context.ts'
import type { Transaction } from '../../base/database/index.ts'
import { dayOf } from '../../base/day.ts'
import type { Bytes } from '../../base/table/decode.ts'
import { readTable } from '../../base/table/read-table.ts'
import { placeBodies } from '../comuni/place-bodies.ts'
import { unknownRegistry } from '../errors.ts'
import { layoutOf, registryReader, type ReadRow, type RegistryBody, type RejectedRow } from './read-registry.ts'
import * as store from './store.ts'

export interface RegistryOptions {
  readonly fileName: string
  /** The bodies are examples, not the real ones. */
  readonly demo?: boolean
  /** The file holds only some bodies: what it does not name stays as it is. */
  readonly partial?: boolean
  /** However many bodies the file lacks and however little some rows say, they are closed. */
  readonly closeMany?: boolean
  /** However many rows are refused, the others come in. */
  readonly mostRefused?: boolean
  /** Longest text of the file, unpacked; without a bound when absent. */
  readonly mostBytes?: number
  /** Aborted when nobody wants it any more: then nothing of the file stays. */
  readonly signal?: AbortSignal
}

export interface RegistryReport extends store.ChangeCounts {
  /** By which its changes are found again. */
  readonly importId: number
  readonly layout: string
  /** Rows that name a body, well or badly. */
  readonly rows: number
  readonly unchanged: number
  /** Bodies whose comune of seat ISTAT knows. */
  readonly placed: number
  /** Refused rows of which nobody knows whose they are. */
  readonly unreadable: number
  /** Active bodies the file does not name and that stay, because an unreadable row may be theirs. */
  readonly kept: number
  readonly rejected: readonly RejectedRow[]
}

/** More than this share of bodies missing at once is a cut file rather than a reform. */
const mostMissing = 0.1
/** More than this share of rows refused is another kind of file rather than some bad rows. */
const mostRefused = 0.5
/** IndicePA names about 23,000 bodies. */
const mostRows = 200_000
const portion = 2000

/**
 * The file is read before the transaction begins: it may come slowly, and nobody must wait for it.
 * @throws PlatformError unknown-registry: not a layout of IndicePA, most rows refused, or so many bodies missing that the file seems cut.
 */
export async function importRegistry(
  context: Context,
  bytes: Bytes,
  options: RegistryOptions,
): Promise<RegistryReport> {
  const { signal } = options
  const { layout, rows, rejected, bodies } = await readFile(context, bytes, options)
  return await context.db.begin(async (transaction) => {
    await store.openComparison(transaction)
    for (let at = 0; at < bodies.length; at += portion) {
      signal?.throwIfAborted()
      await store.addIncoming(transaction, bodies.slice(at, at + portion))
    }
    const unreadable = await store.keepRefused(transaction, rejected)
    const day = dayOf(context.now())
    const importId = await store.startImport(transaction, { fileName: options.fileName, layout, day })
    if (!options.partial) await refuseCutFile(transaction, options)
    await store.writeChanges(transaction, importId)
    await store.writeNew(transaction, importId, options.demo ?? false)
    const kept = options.partial ? 0 : await closeGone(transaction, importId, unreadable, options)
    const placed = await placeBodies(transaction)
    const counts = await store.finishImport(transaction, importId)
    const touched = await countTouched(transaction, importId)
    signal?.throwIfAborted()
    const report = { importId, layout, rows, ...counts, placed, unreadable, kept, rejected }
    return { ...report, unchanged: rows - rejected.length - touched }
  })
}

interface ReadFile {
  readonly layout: string
  readonly rows: number
  readonly rejected: RejectedRow[]
  readonly bodies: RegistryBody[]
}

async function readFile({ db }: Context, bytes: Bytes, options: RegistryOptions): Promise<ReadFile> {
  const { mostBytes, signal } = options
  const regions = await store.readRegions(db)
  const rejected: RejectedRow[] = []
  const bodies: RegistryBody[] = []
  const seen = new Map<string, number>()
  let read: ReadRow | undefined
  let layout = ''
  let rows = 0
  for await (const row of readTable(bytes, mostBytes === undefined ? {} : { mostBytes })) {
    signal?.throwIfAborted()
    if (!read) {
      const found = layoutOf(Object.keys(row.cells))
      if (!found)
        throw unknownRegistry({ detail: 'Mancano le colonne Codice_IPA e Denominazione_ente (o cod_amm e des_amm).' })
      layout = found.name
      read = registryReader(found, regions)
    }
    if (++rows > mostRows) throw unknownRegistry({ detail: `Ha più di ${mostRows} righe: IndicePA ne ha molte meno.` })
    const body = read(row)
    if ('reason' in body) rejected.push(body)
    else if (seen.has(body.ipaCode)) {
      rejected.push({ line: row.line, reason: `${body.ipaCode} è già alla riga ${seen.get(body.ipaCode)}` })
    } else {
      seen.set(body.ipaCode, row.line)
      bodies.push(body)
    }
  }
  if (bodies.length === 0)
    throw unknownRegistry({ detail: `Non contiene nemmeno un ente leggibile.${examples(rejected)}` })
  refuseBadRows(rows, rejected, options)
  return { layout, rows, rejected, bodies }
}

function refuseBadRows(rows: number, rejected: readonly RejectedRow[], options: RegistryOptions): void {
  if (options.mostRefused || rejected.length <= rows * mostRefused) return
  throw unknownRegistry({
    detail:
      `Andrebbero rifiutate ${rejected.length} righe su ${rows}.${examples(rejected)} ` +
      'Correggi il file, oppure usa --most-refused per importare le altre.',
  })
}

function examples(rejected: readonly RejectedRow[]): string {
  return rejected
    .slice(0, 3)
    .map(({ line, reason }) => ` Riga ${line}: ${reason}.`)
    .join('')
}

/** @returns how many bodies stay although the file does not name them: a row nobody can read may be any one of them. */
async function closeGone(
  transaction: Transaction,
  importId: number,
  unreadable: number,
  { closeMany = false }: RegistryOptions,
): Promise<number> {
  if (unreadable > 0 && !closeMany) return (await store.countMissing(transaction)).missing
  await store.closeMissing(transaction, importId)
  return 0
}

async function refuseCutFile(transaction: Transaction, { closeMany = false }: RegistryOptions): Promise<void> {
  const { missing, active } = await store.countMissing(transaction)
  if (closeMany || missing <= Math.max(10, active * mostMissing)) return
  throw unknownRegistry({
    detail:
      `Mancano ${missing} dei ${active} enti attivi: sembra un file incompleto. ` +
      'Se contiene solo alcuni enti importalo come parziale (--partial); se sono davvero cessati conferma la chiusura (--close-many).',
  })
}

async function countTouched(transaction: Transaction, importId: number): Promise<number> {
  const [row] = await transaction<{ bodies: number }[]>`
    select count(distinct body_id) as bodies from bodies.body_history
    join bodies.body on body.id = body_id
    where body_history.import_id = ${importId} and exists (select from incoming where incoming.ipa_code = body.ipa_code)`
  return row!.bodies
}
