// SPDX-License-Identifier: AGPL-3.0-or-later
// The platform as people run it, a process of its own that can be killed without warning and started again.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from '../../../platform/src/base/config/index.ts'

const cli = fileURLToPath(new URL('../../../platform/src/start/cli.ts', import.meta.url))

export interface PlatformProcess {
  readonly address: string
  /** Everything it has written so far, on standard output and standard error. */
  written(): string
  /** Rejects with what it has written when it ends and nobody asked it to: it must outlive whatever befalls its database. */
  readonly ended: Promise<never>
  kill(): Promise<void>
  stop(): Promise<void>
}

/**
 * @param environment what is configured otherwise than usual.
 * @throws Error with what the process wrote when it ends before it is ready.
 */
export async function startPlatform(
  dataFolder: string,
  environment: Record<string, string> = {},
): Promise<PlatformProcess> {
  const args = ['--disable-warning=ExperimentalWarning', cli, 'start', '--data', dataFolder, '--json']
  const child = spawn(process.execPath, args, {
    env: childEnvironment({ ASCOLTO_LOG: 'error', ASCOLTO_PORT: '0', DATABASE_URL: '', ...environment }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const [said, complaints]: [string[], string[]] = [[], []]
  child.stdout!.on('data', (part: Buffer) => said.push(part.toString()))
  child.stderr!.on('data', (part: Buffer) => complaints.push(part.toString()))
  const line = await Promise.race([once(createInterface(child.stdout!), 'line'), exited.then(() => undefined)])
  if (line === undefined) throw new Error(`the platform did not start: ${complaints.join('')}`)
  const { address } = JSON.parse(String(line[0])) as { address: string }
  const written = (): string => [...said, ...complaints].join('')
  let asked = false
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    asked = true
    child.kill(signal)
    await exited
  }
  const ended = exited.then((how) => {
    if (asked) return new Promise<never>(() => {})
    throw new Error(`the platform ended (${String(how)}): ${written()}`)
  })
  ended.catch(() => {})
  return { address, written, ended, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}

/** Kills the postmaster of the data folder; its children then leave by themselves. */
export function killDatabase(dataFolder: string): void {
  const [pid] = readFileSync(join(dataFolder, 'postgres/postmaster.pid'), 'utf8').split('\n')
  process.kill(Number(pid), 'SIGKILL')
}
