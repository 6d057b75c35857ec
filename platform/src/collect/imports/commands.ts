// SPDX-License-Identifier: AGPL-3.0-or-later
// ./ascolto import counts|answers FILE.
import { counted } from '../../base/italian.ts'
import { CommandError, type Command, type CommandInput, type CommandIo } from '../../base/command.ts'
import { openFile } from '../../base/table/open-file.ts'
import type { Rejection } from './counts-store.ts'
import { importAnswers } from './import-answers.ts'
import { importCounts, type ImportOptions } from './import-counts.ts'

const shown = 20

const options = {
  adapter: {
    type: 'string',
    help: 'come leggere il file: il nome di un adattatore o un file .json; se manca si riconosce dalle colonne',
  },
  body: { type: 'string', help: "codice IPA dell'ente, se è diverso da quello dell'adattatore" },
} as const

export const importCommands: readonly Command[] = [
  {
    name: 'import counts',
    summary: 'carica conteggi mensili già fatti da un altro strumento',
    usage: 'FILE',
    examples: [
      './ascolto import counts anpr_feedback_export.csv',
      './ascolto import counts dati.csv --adapter mio.json',
    ],
    options,
    run: runCounts,
  },
  {
    name: 'import answers',
    summary: 'carica risposte già raccolte da un altro strumento',
    usage: 'FILE',
    examples: ['./ascolto import answers risposte.csv --adapter naples-orientation --body inps'],
    options,
    run: runAnswers,
  },
]

async function runCounts({ positionals, options: given, io, openContext }: CommandInput): Promise<number> {
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw oneFile()
  const bytes = await openFile(file)
  const report = await importCounts(await openContext(), bytes, optionsOf(given))
  if (io.json) io.print(JSON.stringify(report))
  else {
    const { source, service, answers, added, changed, unchanged, rejected } = report
    io.print(
      `Fonte «${source}» per il servizio ${service}: ${counted(answers, 'risposta contata', 'risposte contate')}.`,
    )
    io.print(`Mesi nuovi ${added}, cambiati ${changed}, senza novità ${unchanged}.`)
    printRejected(io, rejected)
  }
  // A file nothing of which came in was not imported, whatever was kept of it.
  return report.added + report.changed + report.unchanged === 0 ? 1 : 0
}

async function runAnswers({ positionals, options: given, io, openContext }: CommandInput): Promise<number> {
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw oneFile()
  const bytes = await openFile(file)
  const report = await importAnswers(await openContext(), bytes, optionsOf(given))
  if (io.json) io.print(JSON.stringify(report))
  else {
    const { source, services, rows, taken, known, rejected } = report
    io.print(
      `Fonte «${source}»: ${counted(rows, 'riga', 'righe')} per ${counted(services, 'servizio', 'servizi')}; ` +
        `${counted(taken, 'nuova', 'nuove')}, ${counted(known, 'già presente', 'già presenti')}.`,
    )
    printRejected(io, rejected)
  }
  return report.taken + report.known === 0 ? 1 : 0
}

function optionsOf(given: CommandInput['options']): ImportOptions {
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
  return { adapter: text(given['adapter']), body: text(given['body']) }
}

const oneFile = (): CommandError => new CommandError('serve un file, e uno solo.', 2)

function printRejected(io: CommandIo, rejected: readonly Rejection[]): void {
  if (rejected.length > 0) io.print(`Righe rifiutate: ${rejected.length}, conservate con il motivo.`)
  for (const { line, reason } of rejected.slice(0, shown)) io.print(`  riga ${line}: ${reason}`)
}
