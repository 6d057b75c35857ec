// SPDX-License-Identifier: AGPL-3.0-or-later
// What a test needs of this machine and Debian has: whether it may be fetched, and the commands that do it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { childEnvironment } from '../../../platform/src/base/config/index.ts'

/** Only as root and only with apt-get. */
export function canFetch(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/** @returns whether the command ended well; its complaints are shown, its other words are not. */
export function run(command: string, options: readonly string[], cwd?: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  spawn(command, options, {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: childEnvironment({ DEBIAN_FRONTEND: 'noninteractive' }),
  })
    .once('error', () => resolve(false))
    .once('close', (code) => resolve(code === 0))
  return promise
}

export function aptGet(options: readonly string[], cwd?: string): Promise<boolean> {
  return run('/usr/bin/apt-get', ['-q', ...options], cwd)
}
