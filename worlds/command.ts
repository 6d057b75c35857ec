// SPDX-License-Identifier: AGPL-3.0-or-later
// ./ascolto world NAME: fills a new installation. Demonstration data are never mixed with real ones by mistake.
import type { Command, CommandInput } from '../platform/src/base/command.ts'
import type { Context } from '../platform/src/base/context.ts'
import { notEmpty } from './errors.ts'
import { fillWorld, isNew } from './fill-world.ts'
import type { World } from './world.ts'

export function worldCommandOf(worlds: readonly World[]): Command {
  return {
    name: 'world',
    summary: `riempie una cartella nuova con un mondo dimostrativo: ${worlds.map(({ name }) => name).join(', ')}`,
    usage: worlds.map(({ name }) => name).join('|'),
    examples: [
      './ascolto world pilot --data demo',
      './ascolto world nation --data paese --bodies 300 --services 3000 --days 730 --answers 100000000',
    ],
    options: Object.assign({}, ...worlds.map(({ options }) => options ?? {})),
    run: (input) => run(worlds, input),
  }
}

async function run(worlds: readonly World[], { positionals, options, io, openContext }: CommandInput): Promise<number> {
  const world = worlds.find(({ name }) => name === positionals[0])
  if (!world || positionals.length > 1) {
    for (const { name, summary } of worlds) io.print(`  ${name.padEnd(8)}${summary}`)
    return 2
  }
  world.check?.(options)
  const context = await openContext()
  if (!world.mayBeAdded) {
    if (!(await isNew(context))) throw notEmpty()
    await fillWorld(context, world, io, options)
  }
  const made = await census(context)
  if (io.json) io.print(JSON.stringify({ world: world.name, ...made }))
  else
    io.print(
      `Mondo «${world.name}» pronto: ${made.bodies} enti, ${made.services} servizi, ${made.answers} risposte contate.`,
    )
  return 0
}

interface Census {
  readonly bodies: number
  readonly services: number
  readonly answers: number
}

async function census({ db }: Context): Promise<Census> {
  const [row] = await db<Census[]>`
    select (select count(*) from bodies.body) as bodies,
           (select count(*) from bodies.service) as services,
           (select coalesce(sum(n), 0)::bigint from estimate.cube_month) as answers`
  return { ...row! }
}
