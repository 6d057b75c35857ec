// SPDX-License-Identifier: AGPL-3.0-or-later
// The command line: finds the command, parses its options, runs it, and turns what went wrong into one clear line and an
// honest exit code (0 done, 1 failed, 2 called wrongly, 130 or 143 cut off by a signal).
import { CommandError, type Command } from '../base/command.ts'
import { commands } from './commands.ts'
import { helpFor, overview } from './help.ts'
import { opener } from './installation.ts'
import { parseWords } from './parse-words.ts'
import { reportFailure } from './report-failure.ts'
import { hearSignals, Interrupted } from './signals.ts'
import { terminal } from './terminal.ts'

const { cut, interrupted } = hearSignals()

function findCommand(words: string[]): { command: Command; rest: string[] } | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ')
    const command = commands.find((candidate) => candidate.name === name)
    if (command) return { command, rest: words.slice(length) }
  }
  return undefined
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
    throw new CommandError(`comando sconosciuto: ${words[0]}. Vedi ./ascolto --help`, 2)
  }
  const { values, positionals } = parseWords(found.command, found.rest)
  if (values['help'] === true) {
    console.log(helpFor(found.command))
    return 0
  }
  const installation = opener(values, cut)
  try {
    const io = terminal(values['json'] === true)
    const running = found.command.run({ positionals, options: values, io, openContext: installation.open })
    return await Promise.race([running, interrupted])
  } finally {
    // What a command that was cut off still tries fails from here on; nobody waits for it.
    await installation.close(cut.aborted ? 0 : undefined)
  }
}

process.exitCode = await main(process.argv.slice(2)).catch(reportFailure)
if (cut.aborted) process.exit((cut.reason as Interrupted).exitCode)
// A connection that is slow to close must not keep a finished command alive; output is flushed by now.
setTimeout(() => process.exit(), 2000).unref()
