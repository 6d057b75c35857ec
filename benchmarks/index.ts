// SPDX-License-Identifier: AGPL-3.0-or-later
// ./ascolto bench: measures what architecture.md promises, each figure beside a baseline of the same run. Never part of the
// tests, which only try that each benchmark runs.
import type { Command, CommandInput } from '../platform/src/base/command.ts'
import { usualSizes, type Bench, type Sizes } from './bench.ts'
import { cube } from './cube.ts'
import { holds, line, machine, type Figure } from './figures.ts'
import { form } from './form.ts'
import { intake } from './intake.ts'
import { pages } from './pages.ts'

const benches: readonly Bench[] = [form, intake, cube, pages]

const sizeHelp: Readonly<Record<keyof Sizes, string>> = {
  views: 'form: pagine per giro',
  answers: 'intake, cube: risposte per giro',
  connections: 'connessioni del carico',
  rounds: 'giri, alternati con il riferimento',
  services: 'pages: servizi',
  days: 'pages: giorni',
  small: 'pages: risposte del paese piccolo',
  large: 'pages: risposte del paese grande (per la prova intera 100000000)',
}

export const benchCommand: Command = {
  name: 'bench',
  summary: 'misura la velocità, sempre contro un riferimento nella stessa corsa',
  usage: `${benches.map(({ name }) => name).join('|')}|all`,
  examples: [
    './ascolto bench intake',
    './ascolto bench pages --services 3000 --days 730 --large 100000000',
    './ascolto bench all --json',
  ],
  options: Object.fromEntries(
    Object.entries(sizeHelp).map(([name, help]) => [
      name,
      { type: 'string', help: `${help} (predefinito: ${usualSizes[name as keyof Sizes]})` },
    ]),
  ),
  run,
}

async function run({ positionals, options, io }: CommandInput): Promise<number> {
  const wanted = benches.filter(({ name }) => positionals[0] === name || positionals[0] === 'all')
  const sizes = sizesOf(options)
  if (wanted.length === 0 || positionals.length > 1 || sizes === undefined) {
    for (const { name, summary } of benches) io.print(`  ${name.padEnd(8)}${summary}`)
    return 2
  }
  const results: { bench: string; figures: Figure[] }[] = []
  if (!io.json) io.print(machine())
  for (const bench of wanted) {
    const figures = await bench.run(sizes, io)
    results.push({ bench: bench.name, figures })
    if (!io.json) for (const text of [bench.name, ...figures.map(line)]) io.print(text)
  }
  if (io.json) io.print(JSON.stringify({ machine: machine(), sizes, results }))
  return results.every(({ figures }) => figures.every((figure) => holds(figure) !== false)) ? 0 : 1
}

function sizesOf(options: CommandInput['options']): Sizes | undefined {
  const given = Object.keys(usualSizes)
    .filter((name) => options[name] !== undefined)
    .map((name) => [name, Number(options[name])] as const)
  if (given.some(([, value]) => !Number.isSafeInteger(value) || value < 1)) return undefined
  return { ...usualSizes, ...Object.fromEntries(given) }
}
