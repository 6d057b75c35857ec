// SPDX-License-Identifier: AGPL-3.0-or-later
// check, test and bench need packages that only developers install, so their code is loaded at the call.
import type { Command, CommandOption } from '../base/command.ts'

interface Declared {
  name: string
  summary: string
  usage?: string
  examples: readonly string[]
  options?: Record<string, CommandOption>
  load(): Promise<Command>
}

const only: CommandOption = { type: 'string', help: 'soltanto questi, separati da virgole' }

const declared: readonly Declared[] = [
  {
    name: 'check',
    summary: 'forma, tipi, stile, frecce tra i moduli, file generati',
    examples: ['./ascolto check', './ascolto check --only types,arrows', './ascolto check --fix'],
    options: { only, fix: { type: 'boolean', help: 'rimette in forma e rigenera quello che può' } },
    load: async () => (await import('../../../tools/check/index.ts')).checkCommand,
  },
  {
    name: 'test',
    summary: 'tutti i controlli e tutte le prove, anche in un vero browser',
    usage: '[FILE…]',
    examples: ['./ascolto test', './ascolto test libraries/statistics'],
    load: async () => (await import('../../../tools/test/index.ts')).testCommand,
  },
  {
    name: 'bench',
    summary: 'misura la velocità, sempre contro un riferimento nella stessa corsa',
    usage: 'form|intake|cube|pages|all',
    examples: ['./ascolto bench intake', './ascolto bench pages --json'],
    load: async () => (await import('../../../benchmarks/index.ts')).benchCommand,
  },
]

export const developerCommands: readonly Command[] = declared.map(({ load, ...command }) => ({
  ...command,
  run: async (input) => (await load()).run(input),
}))
