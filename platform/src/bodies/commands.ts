// SPDX-License-Identifier: AGPL-3.0-or-later
// ./ascolto import registry|comuni FILE.
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { CommandError, type Command, type CommandInput } from '../base/command.ts'
import { importComuni } from './comuni/import-comuni.ts'
import { importRegistry } from './registry/import-registry.ts'

/** Rejected rows shown on a terminal; --json has them all. */
const shown = 20

export const bodiesCommands: readonly Command[] = [
  {
    name: 'import registry',
    summary: 'carica o aggiorna gli enti da un file di IndicePA, vecchio o nuovo tracciato',
    usage: 'FILE',
    examples: ['./ascolto import registry enti.csv', './ascolto import registry amministrazioni.tsv.gz --json'],
    options: {
      partial: { type: 'boolean', help: 'il file contiene solo alcuni enti: gli altri restano come sono' },
      'close-many': { type: 'boolean', help: 'chiude gli enti che mancano dal file, anche se sono molti' },
    },
    run: runRegistry,
  },
  {
    name: 'import comuni',
    summary: "carica l'elenco dei comuni dell'ISTAT e vi collega gli enti",
    usage: 'FILE',
    examples: ['./ascolto import comuni elenco-comuni.csv'],
    run: runComuni,
  },
]

async function runRegistry({ positionals, options, io, openContext }: CommandInput): Promise<number> {
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw oneFile()
  const report = await importRegistry(await openContext(), createReadStream(file), {
    fileName: basename(file),
    partial: options['partial'] === true,
    closeMany: options['close-many'] === true,
  })
  if (io.json) {
    io.print(JSON.stringify(report))
    return 0
  }
  const { rows, rejected, placed, layout } = report
  io.print(`Letti ${rows} enti (${layout}); ${placed} hanno la sede in un comune noto all'ISTAT.`)
  io.print(
    `Nuovi ${report.new}, rinominati ${report.renamed}, aggiornati ${report.changed}, chiusi ${report.closed}, ` +
      `confluiti in altri ${report.merged}, riaperti ${report.reopened}, senza novità ${report.unchanged}.`,
  )
  printRejected(io.print, rejected)
  return 0
}

async function runComuni({ positionals, io, openContext }: CommandInput): Promise<number> {
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw oneFile()
  const report = await importComuni(await openContext(), createReadStream(file))
  if (io.json) io.print(JSON.stringify(report))
  else {
    io.print(`Letti ${report.comuni} comuni; ${report.placed} enti hanno la sede in uno di essi.`)
    printRejected(io.print, report.rejected)
  }
  return 0
}

const oneFile = (): CommandError => new CommandError('serve un file, e uno solo.', 2)

function printRejected(print: (line: string) => void, rejected: readonly { line: number; reason: string }[]): void {
  if (rejected.length > 0) print(`Righe rifiutate: ${rejected.length}.`)
  for (const { line, reason } of rejected.slice(0, shown)) print(`  riga ${line}: ${reason}`)
  if (rejected.length > shown) print(`  … e altre ${rejected.length - shown}: con --json le vedi tutte.`)
}
