// SPDX-License-Identifier: AGPL-3.0-or-later
// What --help says, made from the commands themselves and the options that each of them takes.
import type { Command, CommandOption } from '../base/command.ts'

export const everywhere: Readonly<Record<string, CommandOption>> = {
  data: { type: 'string', help: 'cartella dei dati (predefinita: .ascolto)' },
  json: { type: 'boolean', help: 'risultato in JSON' },
  help: { type: 'boolean', help: 'questo aiuto' },
}

export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`)
  const examples = commands.flatMap((command) => command.examples.slice(0, 1)).map((example) => `  ${example}`)
  return [
    'Ascolto – come vanno i servizi pubblici digitali, secondo chi li usa',
    '',
    'Uso: ./ascolto COMANDO [opzioni]',
    '',
    ...lines,
    '',
    'Esempi:',
    ...examples,
    '',
    'Per un comando: ./ascolto COMANDO --help. Uscita: 0 riuscito, 1 fallito, 2 comando scritto male, 130 o 143 interrotto.',
  ].join('\n')
}

export function helpFor(command: Command): string {
  const options = Object.entries({ ...command.options, ...everywhere })
  const usage = ['./ascolto', command.name, command.usage, '[opzioni]'].filter(Boolean).join(' ')
  const lines = options.map(
    ([name, { type, help }]) => `  ${`--${name}${type === 'string' ? ' VALORE' : ''}`.padEnd(26)}${help}`,
  )
  return [
    command.summary,
    '',
    `Uso: ${usage}`,
    '',
    ...lines,
    '',
    'Esempi:',
    ...command.examples.map((example) => `  ${example}`),
  ].join('\n')
}
