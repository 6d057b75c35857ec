// SPDX-License-Identifier: AGPL-3.0-or-later
// How large a country is asked for on the command line, with limits that keep a slip of the finger from filling a disk.
import { CommandError, type CommandOption } from '../../platform/src/base/command.ts'
import type { WorldOptions } from '../world.ts'
import type { NationSize } from './plan.ts'

const limits = {
  bodies: { usual: 100, most: 20_000, help: 'enti' },
  services: { usual: 300, most: 50_000, help: 'servizi' },
  days: { usual: 365, most: 3660, help: 'giorni, fino a ieri' },
  answers: { usual: 1_000_000, most: 1_000_000_000, help: 'risposte' },
} as const

type Quantity = keyof typeof limits
const quantities = Object.keys(limits) as Quantity[]

export const nationOptions: Readonly<Record<string, CommandOption>> = {
  seed: { type: 'string', help: 'nation: seme del caso (predefinito: ascolto)' },
  ...Object.fromEntries(
    quantities.map((name) => {
      const { usual, help } = limits[name]
      return [name, { type: 'string', help: `nation: ${help} (predefinito: ${usual})` } as const]
    }),
  ),
  real: {
    type: 'boolean',
    help: 'nation: risposte vere, una per una, dalla stessa porta di tutte (al massimo 200000)',
  },
}

const mostReal = 200_000
const badOption = (words: string): CommandError => new CommandError(words, 2)

/** @throws CommandError naming the option and what it takes. */
export function readSize(options: WorldOptions): NationSize {
  const [bodies, services, days, answers] = quantities.map((name) => quantity(name, options)) as [
    number,
    number,
    number,
    number,
  ]
  if (services < bodies) throw badOption('services deve essere almeno quanto bodies: ogni ente ha un servizio.')
  if (options['real'] === true && answers > mostReal) throw badOption(`con --real, answers è al massimo ${mostReal}.`)
  const seed = typeof options['seed'] === 'string' ? options['seed'] : 'ascolto'
  return { seed, bodies, services, days, answers }
}

function quantity(name: Quantity, options: WorldOptions): number {
  const { usual, most } = limits[name]
  const given = options[name]
  const value = given === undefined ? usual : Number(given)
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return value
  throw badOption(`${name} vuole un numero intero da 1 a ${most}, non «${String(given)}».`)
}
