// SPDX-License-Identifier: AGPL-3.0-or-later
// Fills a new installation with a world, and remembers that it has begun until it is done: one that was cut off is never
// taken for a whole one.
import { CommandError, type CommandIo } from '../platform/src/base/command.ts'
import type { Context } from '../platform/src/base/context.ts'
import type { World, WorldOptions } from './world.ts'

/** @throws CommandError that says what to do, when a world was begun here and not finished. */
export async function isNew({ db, config }: Context): Promise<boolean> {
  const [row] = await db<{ empty: boolean; half: string | null }[]>`
    select not exists (select from bodies.body) as empty, (select name from base.world where not filled) as half`
  const { empty, half } = row!
  if (empty || half === null) return empty
  const way =
    config.databaseUrl === null
      ? `cancella la cartella ${config.dataFolder} e ripeti il comando, oppure scegline un'altra con --data`
      : 'crea un database nuovo e indicalo con DATABASE_URL'
  throw new CommandError(
    `Il mondo «${half}» è rimasto a metà, perché il suo riempimento è stato interrotto: i dati dimostrativi sono incompleti. Per averli interi, ${way}.`,
    1,
  )
}

export async function fillWorld(
  context: Context,
  world: World,
  io: CommandIo,
  options: WorldOptions = {},
): Promise<void> {
  const { db } = context
  await db`insert into base.world (name, filled) values (${world.name}, false)
           on conflict (singleton) do update set name = excluded.name, filled = false`
  await world.fill(context, io, options)
  await db`update base.world set filled = true`
}
