// SPDX-License-Identifier: AGPL-3.0-or-later
// ./ascolto sessions end: the operator's way to put people out at once, one or all, for instance when a browser or a copy of the
// database is in somebody else's hands. Nothing else of the account changes; who may come in comes in again.
import { CommandError, type Command, type CommandInput } from '../../base/command.ts'
import type { Context } from '../../base/context.ts'
import type { Sql } from '../../base/database/index.ts'
import { counted } from '../../base/italian.ts'
import { audit } from '../audit/audit.ts'
import { endSessionsOf } from '../sessions/session.ts'

export const accountCommands: readonly Command[] = [
  {
    name: 'sessions end',
    summary: 'chiude gli accessi aperti di una persona, o di tutte',
    examples: ['./ascolto sessions end --person ada@ente.example', './ascolto sessions end --all'],
    options: {
      person: { type: 'string', help: 'indirizzo di posta della persona' },
      all: { type: 'boolean', help: 'gli accessi di tutti' },
    },
    run,
  },
]

async function run({ positionals, options, io, openContext }: CommandInput): Promise<number> {
  const { person, all } = options
  if (positionals.length > 0 || (typeof person === 'string') === (all === true)) {
    throw new CommandError('serve --person con un indirizzo, oppure --all.', 2)
  }
  const context = await openContext()
  const ended = await endSessions(context, typeof person === 'string' ? person : null)
  if (ended === undefined) throw new CommandError(`Nessuno ha un accesso con l’indirizzo «${String(person)}».`, 1)
  if (io.json) io.print(JSON.stringify({ ended }))
  else io.print(`${counted(ended, 'accesso chiuso', 'accessi chiusi')}.`)
  return 0
}

/** @param email null: of everybody. @returns how many were ended; undefined when nobody has the address. */
async function endSessions(context: Context, email: string | null): Promise<number | undefined> {
  return (await context.db.begin(async (transaction) => {
    const scoped = { ...context, db: transaction as unknown as Sql }
    const people = await scoped.db<{ id: number; pseudonym: string }[]>`
      select id, pseudonym from bodies.account where ${email}::text is null or lower(email) = lower(${email})`
    if (people.length === 0 && email !== null) return undefined
    let all = 0
    for (const { id, pseudonym } of people) {
      const ended = await endSessionsOf(scoped, id)
      if (ended === 0) continue
      await audit(scoped, { act: 'session.end-by-operator', subject: `account ${pseudonym}`, after: { ended } })
      all += ended
    }
    return all
  })) as number | undefined
}
