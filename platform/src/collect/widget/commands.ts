// SPDX-License-Identifier: AGPL-3.0-or-later
// ./ascolto invite CODE --one-in K.
import type { Command, CommandInput } from '../../base/command.ts'
import { dayOf } from '../../base/day.ts'
import { findByCode } from '../subject.ts'
import { inviteOneIn, largestShare } from './invitation.ts'

export const widgetCommands: readonly Command[] = [
  {
    name: 'invite',
    summary: 'quante persone invitare in un punto di contatto: una ogni tante che finiscono',
    usage: 'CODICE',
    examples: ['./ascolto invite k7m2q9 --one-in 5', './ascolto invite k7m2q9 --one-in 1'],
    options: { 'one-in': { type: 'string', help: `una persona ogni quante, da 1 (tutte) a ${largestShare}` } },
    run,
  },
]

async function run({ positionals, options, io, openContext }: CommandInput): Promise<number> {
  const [code] = positionals
  const oneIn = Number(options['one-in'])
  const isShare = Number.isInteger(oneIn) && oneIn >= 1 && oneIn <= largestShare
  if (code === undefined || positionals.length > 1 || !isShare) {
    io.print(`Serve il codice del punto di contatto e --one-in da 1 a ${largestShare}.`)
    return 2
  }
  const context = await openContext()
  const found = await findByCode(context, code)
  if (found?.touchpoint.stream !== 'invited') {
    io.print(
      found ? 'Solo un punto di contatto su invito si può campionare.' : 'Nessun punto di contatto ha questo codice.',
    )
    return 1
  }
  const day = dayOf(context.now())
  await inviteOneIn(context, found, oneIn, day)
  if (io.json) io.print(JSON.stringify({ touchpoint: found.touchpoint.code, oneIn, from: day }))
  else io.print(`Da oggi (${day}) è invitata una persona su ${oneIn} di quelle che finiscono.`)
  return 0
}
