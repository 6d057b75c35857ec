// SPDX-License-Identifier: AGPL-3.0-or-later
// docs/reference/commands.md: every command as --help shows it, to be read and searched without an installation.
import type { Command, CommandOption } from '../../platform/src/base/command.ts'
import { commands } from '../../platform/src/start/commands.ts'
import { everywhere } from '../../platform/src/start/help.ts'
import { code, page, shell, table } from './markdown.ts'

const opening = `\`./ascolto --help\` lists the commands, \`./ascolto COMMAND --help\` explains one; they speak Italian, and so do the words
below. Results go to standard output, progress and remarks to standard error. Exit codes: 0 done, 1 failed, 2 called
wrongly. Every command also takes:`

export function renderCommands(): string {
  return page('Commands', 'the commands in `platform/src/start/commands.ts`', [
    opening,
    optionTable(everywhere),
    ...commands.flatMap(section),
  ])
}

function section({ name, summary, usage, examples, options = {} }: Command): string[] {
  return [
    `## ${name}`,
    `${summary[0]!.toUpperCase()}${summary.slice(1)}.`,
    shell([['./ascolto', name, usage, '[options]'].filter(Boolean).join(' ')]),
    ...(Object.keys(options).length > 0 ? [optionTable(options)] : []),
    'For example:',
    shell(examples),
  ]
}

function optionTable(options: Readonly<Record<string, CommandOption>>): string {
  const rows = Object.entries(options).map(([option, { type, help }]) => [
    code(type === 'string' ? `--${option} VALUE` : `--${option}`),
    help,
  ])
  return table(['Option', 'What it does'], rows)
}
