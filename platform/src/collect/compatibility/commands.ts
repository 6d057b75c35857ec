// SPDX-License-Identifier: AGPL-3.0-or-later
// ./ascolto import unmatched.
import { readFileSync } from 'node:fs'
import type { Command, CommandInput } from '../../base/command.ts'
import { knownWordings, wordingsValidator, type Wordings } from './match-wording.ts'
import { takeUnmatched } from './take-unmatched.ts'

export const compatibilityCommands: readonly Command[] = [
  {
    name: 'import unmatched',
    summary: 'riprova le risposte di altri componenti arrivate con parole non riconosciute',
    examples: ['./ascolto import unmatched --dry', './ascolto import unmatched --wordings parole.json'],
    options: {
      wordings: { type: 'string', help: 'un file .json con altre parole e il codice che vogliono dire' },
      dry: { type: 'boolean', help: 'dice che cosa succederebbe e non cambia niente' },
    },
    run,
  },
]

async function run({ positionals, options, io, openContext }: CommandInput): Promise<number> {
  const file = options['wordings']
  const more = typeof file === 'string' ? readWordings(file) : []
  if (positionals.length > 0 || more === undefined) {
    io.print('Il file deve essere un elenco di voci come { "item": "hindered", "code": 2, "texts": ["…"] }.')
    return 2
  }
  const report = await takeUnmatched(await openContext(), [...more, ...knownWordings], options['dry'] === true)
  if (io.json) {
    io.print(JSON.stringify(report))
    return 0
  }
  io.print(`Risposte riconosciute: ${report.taken}.`)
  for (const [reason, count] of Object.entries(report.waiting)) io.print(`In attesa: ${count}, ${reason}.`)
  for (const [words, count] of Object.entries(report.words)) io.print(`  «${words}» (${count})`)
  return 0
}

/** @returns undefined for a file that is none of wordings. */
function readWordings(file: string): Wordings | undefined {
  try {
    const wordings: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return wordingsValidator.Check(wordings) ? wordings : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
