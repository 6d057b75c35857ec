// SPDX-License-Identifier: AGPL-3.0-or-later
// What went wrong, on standard error, and the exit code that says so: one sentence when it was foreseen, the stack when not.
import { CommandError } from '../base/command.ts'
import { ConfigError } from '../base/config/index.ts'
import { isDatabaseAway } from '../base/database/index.ts'
import { PlatformError } from '../base/errors.ts'
import { Interrupted } from './signals.ts'

/** @returns the exit code. */
export function reportFailure(error: unknown): number {
  const { message, exitCode, foreseen } = judge(error)
  process.stderr.write(`ascolto: ${message}\n`)
  if (!foreseen && error instanceof Error && error.cause === undefined) process.stderr.write(`${error.stack}\n`)
  return exitCode
}

interface Judged {
  readonly message: string
  readonly exitCode: number
  readonly foreseen: boolean
}

function judge(error: unknown): Judged {
  const foreseen = (message: string, exitCode = 1): Judged => ({ message, exitCode, foreseen: true })
  if (error instanceof CommandError || error instanceof Interrupted) return foreseen(error.message, error.exitCode)
  if (error instanceof ConfigError) return foreseen(error.message, 2)
  if (error instanceof PlatformError) return foreseen(error.message)
  const causes: string[] = []
  for (let at = error; at instanceof Error; at = at.cause) causes.push(at.message)
  const said = causes.join(': ') || String(error)
  const { code, syscall, path } = error as NodeJS.ErrnoException
  if (path !== undefined && code === 'ENOENT' && syscall !== 'connect') return foreseen(`il file ${path} non c’è.`)
  if (isDatabaseAway(code))
    return foreseen(
      `il database non risponde o si è fermato a metà del lavoro: riprova quando è in funzione (${said}).`,
    )
  return { message: said, exitCode: 1, foreseen: false }
}
