// SPDX-License-Identifier: AGPL-3.0-or-later
// The command line: finds the command, parses its options, runs it, and turns what went wrong into one clear line and an
// honest exit code (0 done, 1 failed, 2 called wrongly).
import { parseArgs } from 'node:util'
import type { Command } from '../base/command.ts'
import { ConfigError } from '../base/config/index.ts'
import { PlatformError } from '../base/errors.ts'
import { commands } from './commands.ts'
import { everywhere, helpFor, overview } from './help.ts'
import { opener } from './installation.ts'
import { terminal } from './terminal.ts'

class UsageError extends Error {}

function findCommand(words: string[]): { command: Command; rest: string[] } | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ')
    const command = commands.find((candidate) => candidate.name === name)
    if (command) return { command, rest: words.slice(length) }
  }
  return undefined
}

function parse(command: Command, words: string[]): ReturnType<typeof parseArgs> {
  const options = Object.entries({ ...everywhere, ...command.options }).map(([name, { type }]) => [name, { type }])
  try {
    return parseArgs({ args: words, options: Object.fromEntries(options), allowPositionals: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

async function main(words: string[]): Promise<number> {
  if (words.length === 0 || ['help', '--help', '-h'].includes(words[0]!)) {
    console.log(overview(commands))
    return words.length === 0 ? 2 : 0
  }
  const found = findCommand(words)
  if (!found) {
    const group = commands.filter(({ name }) => name.startsWith(`${words[0]} `))
    if (group.length > 0 && (words[1] === undefined || words[1] === '--help')) {
      console.log(overview(group))
      return words[1] === undefined ? 2 : 0
    }
    throw new UsageError(`comando sconosciuto: ${words[0]}. Vedi ./ascolto --help`)
  }
  const { values, positionals } = parse(found.command, found.rest)
  if (values['help'] === true) {
    console.log(helpFor(found.command))
    return 0
  }
  const installation = opener(values as Record<string, string | boolean | undefined>)
  try {
    return await found.command.run({
      positionals,
      options: values as Record<string, string | boolean | undefined>,
      io: terminal(values['json'] === true),
      openContext: installation.open,
    })
  } finally {
    await installation.close()
  }
}

function report(error: unknown): number {
  const causes = []
  for (let at = error; at instanceof Error; at = at.cause) causes.push(at.message)
  const message = error instanceof PlatformError ? error.message : causes.join(': ') || String(error)
  process.stderr.write(`ascolto: ${message}\n`)
  const foreseen = error instanceof UsageError || error instanceof ConfigError || error instanceof PlatformError
  if (!foreseen && error instanceof Error && error.cause === undefined) process.stderr.write(`${error.stack}\n`)
  return error instanceof UsageError || error instanceof ConfigError ? 2 : 1
}

process.exitCode = await main(process.argv.slice(2)).catch(report)
// A connection that is slow to close must not keep a finished command alive; output is flushed by now.
setTimeout(() => process.exit(), 2000).unref()
