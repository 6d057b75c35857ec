// SPDX-License-Identifier: AGPL-3.0-or-later
// ./ascolto import registry|comuni FILE.
import { basename } from 'node:path'
import { CommandError, type Command, type CommandInput } from '../base/command.ts'
import { counted } from '../base/italian.ts'
import { openFile } from '../base/table/open-file.ts'
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
      'close-many': {
        type: 'boolean',
        help: 'chiude gli enti che mancano dal file, anche se sono molti o se di alcune righe non si legge il codice',
      },
      'most-refused': { type: 'boolean', help: 'importa le altre righe anche se più della metà va rifiutata' },
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
  const bytes = await openFile(file)
  const report = await importRegistry(await openContext(), bytes, {
    fileName: basename(file),
    partial: options['partial'] === true,
    closeMany: options['close-many'] === true,
    mostRefused: options['most-refused'] === true,
  })
  if (io.json) {
    io.print(JSON.stringify(report))
    return 0
  }
  const { rows, rejected, placed, layout, kept, unreadable } = report
  io.print(
    `${counted(rows, 'ente letto', 'enti letti')} (${layout}); ` +
      `${counted(placed, 'ha', 'hanno')} la sede in un comune noto all’ISTAT.`,
  )
  io.print(
    `Nuovi ${report.new}, rinominati ${report.renamed}, aggiornati ${report.changed}, chiusi ${report.closed}, ` +
      `confluiti in altri ${report.merged}, riaperti ${report.reopened}, senza novità ${report.unchanged}.`,
  )
  if (kept > 0) io.print(keptWords(kept, unreadable))
  printRejected(io.print, rejected)
  return 0
}

async function runComuni({ positionals, io, openContext }: CommandInput): Promise<number> {
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw oneFile()
  const bytes = await openFile(file)
  const report = await importComuni(await openContext(), bytes)
  if (io.json) io.print(JSON.stringify(report))
  else {
    io.print(
      `${counted(report.comuni, 'comune letto', 'comuni letti')}; ` +
        `${counted(report.placed, 'ente ha', 'enti hanno')} la sede in uno di essi.`,
    )
    printRejected(io.print, report.rejected)
  }
  return 0
}

const oneFile = (): CommandError => new CommandError('serve un file, e uno solo.', 2)

function keptWords(kept: number, unreadable: number): string {
  const rows = unreadable === 1 ? 'Una riga rifiutata non dice' : `${unreadable} righe rifiutate non dicono`
  return (
    `Enti che mancano dal file e restano aperti: ${kept}. ${rows} di quale ente si tratta, e può essere uno di loro: ` +
    'correggi il file e caricalo di nuovo; se sono davvero cessati usa --close-many.'
  )
}

function printRejected(print: (line: string) => void, rejected: readonly { line: number; reason: string }[]): void {
  if (rejected.length > 0) print(`Righe rifiutate: ${rejected.length}.`)
  for (const { line, reason } of rejected.slice(0, shown)) print(`  riga ${line}: ${reason}`)
  if (rejected.length > shown) print(`  … e altre ${rejected.length - shown}: con --json le vedi tutte.`)
}
