// SPDX-License-Identifier: AGPL-3.0-or-later
// A new installation may begin as a demonstration: by --world, or by asking when a person sits at the terminal.
import { createInterface } from 'node:readline/promises'
import { worlds } from '../../../worlds/index.ts'
import type { CommandIo } from '../base/command.ts'
import type { Context } from '../base/context.ts'

export async function offerWorld(context: Context, io: CommandIo, wanted: string | boolean | undefined): Promise<void> {
  const isNew = await isEmpty(context)
  const name = typeof wanted === 'string' ? wanted : isNew ? await ask(io) : undefined
  if (name === undefined) return
  const world = worlds.find((candidate) => candidate.name === name)
  if (!world)
    throw new Error(`Il mondo «${name}» non esiste. Ci sono: ${worlds.map((known) => known.name).join(', ')}.`)
  // A restart with the same words finds its world there.
  if (isNew) await world.fill(context, io, {})
}

async function isEmpty({ db }: Context): Promise<boolean> {
  const [row] = await db<{ empty: boolean }[]>`select not exists (select from bodies.body) as empty`
  return row!.empty
}

async function ask(io: CommandIo): Promise<string | undefined> {
  if (io.json || !process.stdin.isTTY || !process.stdout.isTTY) {
    if (!io.json)
      io.print(
        "La cartella è nuova e vuota. Per vederla all'opera con dati dimostrativi: ./ascolto start --world pilot --data ALTRA_CARTELLA",
      )
    return undefined
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question('La cartella è nuova. Vuoi i dati dimostrativi del mondo «pilot»? [s/N] ')
  terminal.close()
  return /^s/i.test(answer.trim()) ? 'pilot' : undefined
}
