// SPDX-License-Identifier: AGPL-3.0-or-later
// A new installation may begin as a demonstration: by --world, or by asking when a person sits at the terminal.
import { createInterface } from 'node:readline/promises'
import { fillWorld, isNew, worlds, type World } from '../../../worlds/index.ts'
import { CommandError, type CommandIo } from '../base/command.ts'
import type { Context } from '../base/context.ts'

/** @throws CommandError when no world has this name. */
export function namedWorld(wanted: string | boolean | undefined): World | undefined {
  if (typeof wanted !== 'string') return undefined
  const world = worlds.find(({ name }) => name === wanted)
  if (world) return world
  const known = worlds.map(({ name }) => name).join(', ')
  throw new CommandError(`il mondo «${wanted}» non esiste. Ci sono: ${known}.`, 2)
}

/** @throws CommandError when a world was begun here and cut off. */
export async function offerWorld(context: Context, io: CommandIo, wanted: World | undefined): Promise<void> {
  // A restart with the same words finds its world there.
  if (!(await isNew(context))) return
  const world = wanted ?? namedWorld(await ask(io))
  if (world) await fillWorld(context, world, io)
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
  // While it reads, the terminal hands Ctrl-C to the question and not to the process.
  terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  const answer = await terminal.question('La cartella è nuova. Vuoi i dati dimostrativi del mondo «pilot»? [s/N] ')
  terminal.close()
  return /^s/i.test(answer.trim()) ? 'pilot' : undefined
}
