// SPDX-License-Identifier: AGPL-3.0-or-later
// What a command of ./ascolto is: stages declare theirs in commands.ts, start/cli puts them together.
import type { ConfigTexts } from './config/index.ts'

export interface CommandIo {
  /** A line of the command's result (standard output). */
  print(line: string): void
  /** Progress and remarks (standard error); replaces the last progress line on a terminal. */
  progress(line: string): void
  /** Whether the result is wanted as JSON: then print exactly one JSON value. */
  readonly json: boolean
}

export interface CommandOption {
  readonly type: 'string' | 'boolean'
  readonly help: string
}

export interface Command {
  /** Words after ./ascolto, for instance 'import registry'. */
  readonly name: string
  readonly summary: string
  /** Positional arguments as shown in the help, for instance 'FILE'. */
  readonly usage?: string
  readonly examples: readonly string[]
  readonly options?: Readonly<Record<string, CommandOption>>
  /** @returns the exit code: 0 done, 1 failed, 2 called wrongly. */
  run(input: CommandInput): Promise<number>
}

/** What keeps a command from its work, in one sentence for who called it; no stack belongs to it. */
export class CommandError extends Error {
  /** 1 failed, 2 called wrongly. */
  readonly exitCode: 1 | 2

  constructor(message: string, exitCode: 1 | 2, options?: ErrorOptions) {
    super(message, options)
    this.exitCode = exitCode
  }
}

export interface CommandInput {
  readonly positionals: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  readonly io: CommandIo
  /**
   * Opens the installation named by --data or DATABASE_URL; closed by the command line when the command ends or is cut off.
   * @param overrides texts that go before the environment and the shared options.
   */
  openContext(overrides?: ConfigTexts): Promise<import('./context.ts').Context>
}
