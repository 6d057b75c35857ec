// SPDX-License-Identifier: AGPL-3.0-or-later
// ./ascolto bench: measures what architecture.md promises, each figure beside a baseline of the same run. Never part of the
// tests, which only try that each benchmark runs.
import type { CommandInput } from '../platform/src/base/command.ts'
import { sizesOf, type Bench } from './bench.ts'
import { accuracy } from './accuracy/index.ts'
import { cube } from './cube.ts'
import { holds, line, machine, type Figure } from './figures.ts'
import { form } from './form.ts'
import { intake } from './intake.ts'
import { libraries } from './libraries/index.ts'
import { pages } from './pages.ts'

const benches: readonly Bench[] = [form, intake, cube, pages, libraries, accuracy]

/** `./ascolto bench`, as platform/src/start/developers.ts declares it. */
export async function runBench({ positionals, options, io }: CommandInput): Promise<number> {
  const wanted = benches.filter(({ name }) => positionals[0] === name || positionals[0] === 'all')
  const sizes = sizesOf(options)
  if (wanted.length === 0 || positionals.length > 1 || sizes === undefined) {
    for (const { name, summary } of benches) io.print(`  ${name.padEnd(11)}${summary}`)
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
