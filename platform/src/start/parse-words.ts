// SPDX-License-Identifier: AGPL-3.0-or-later
// The words behind a command as its options and places; what it does not take is refused in a sentence.
import { parseArgs } from 'node:util'
import { CommandError, type Command } from '../base/command.ts'
import { everywhere } from './help.ts'

export interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  readonly positionals: readonly string[]
}

/** @throws CommandError with exit code 2. */
export function parseWords(command: Command, words: string[]): Parsed {
  const options = Object.entries({ ...everywhere, ...command.options }).map(([name, { type }]) => [name, { type }])
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: Object.fromEntries(options),
      allowPositionals: true,
    })
    if (positionals.length > 0 && command.usage === undefined && !words.includes('--help'))
      throw new CommandError(`il comando «${command.name}» non prende altre parole: «${positionals[0]}».`, 2)
    return { values: { ...values } as Parsed['values'], positionals }
  } catch (error) {
    if (error instanceof CommandError) throw error
    throw new CommandError(`${inWords(error)} Vedi ./ascolto ${command.name} --help`, 2, { cause: error })
  }
}

/** What Node's parser found, which it says in English; the option stands in quotes in its message. */
function inWords(error: unknown): string {
  const { code, message } = error as { code?: string; message: string }
  const option = /'(--?[^\s'=]+)/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `opzione sconosciuta: ${option}.`
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return 'il comando è scritto male.'
  if (message.includes('does not take')) return `l’opzione ${option} non prende un valore.`
  return `l’opzione ${option.replace(/^-.,/, '')} vuole un valore.`
}
