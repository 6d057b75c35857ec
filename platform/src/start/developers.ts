// SPDX-License-Identifier: AGPL-3.0-or-later
// check, test and bench are declared here, and only here; what they run needs packages that only developers install, so it
// is loaded at the call.
import { benchNames, sizeOptions } from '../../../benchmarks/bench.ts'
import type { Command } from '../base/command.ts'

interface Declared extends Omit<Command, 'run'> {
  load(): Promise<Command['run']>
}

const declared: readonly Declared[] = [
  {
    name: 'check',
    summary: 'forma, tipi, stile, frecce tra i moduli, file generati',
    examples: ['./ascolto check', './ascolto check --only types,arrows', './ascolto check --fix'],
    options: {
      only: { type: 'string', help: 'soltanto questi, separati da virgole' },
      fix: { type: 'boolean', help: 'rimette in forma e rigenera quello che può' },
    },
    load: async () => (await import('../../../tools/check/index.ts')).runCheck,
  },
  {
    name: 'test',
    summary: 'tutti i controlli e tutte le prove, anche in un vero browser',
    usage: '[FILE…]',
    examples: ['./ascolto test', './ascolto test libraries/statistics'],
    load: async () => (await import('../../../tools/test/index.ts')).runTest,
  },
  {
    name: 'bench',
    summary:
      'misura la velocità contro un riferimento nella stessa corsa, e se i metodi mantengono quello che promettono',
    usage: `${benchNames.join('|')}|all`,
    examples: [
      './ascolto bench intake',
      './ascolto bench pages --services 3000 --days 730 --large 100000000',
      './ascolto bench all --json',
    ],
    options: sizeOptions,
    load: async () => (await import('../../../benchmarks/index.ts')).runBench,
  },
]

export const developerCommands: readonly Command[] = declared.map(({ load, ...command }) => ({
  ...command,
  run: async (input) => (await load())(input),
}))
