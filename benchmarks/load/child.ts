// SPDX-License-Identifier: AGPL-3.0-or-later
// Servers under load run as processes of their own, so that the load's work is not counted as theirs. Parent and child
// speak by IPC: the child says hello with what it offers, tells its CPU time when asked, and ends when told or orphaned.
import { fork } from 'node:child_process'
import { once } from 'node:events'

export interface Child<Hello> {
  readonly hello: Hello
  /** Milliseconds of CPU the process has used until now, user and system. */
  cpu(): Promise<number>
  /** Asks for an orderly end and waits for it. */
  stop(): Promise<void>
}

/** @throws Error when the process ends before it says hello. */
export async function startChild<Hello>(file: URL, args: readonly string[] = []): Promise<Child<Hello>> {
  // As the launcher starts a server.
  const execArgv = ['--disable-warning=ExperimentalWarning', '--use-largepages=silent']
  const child = fork(file, [...args], { execArgv })
  const exited = once(child, 'exit')
  const message = async (): Promise<unknown> => {
    const first = await Promise.race([once(child, 'message'), exited.then(() => undefined)])
    if (first === undefined) throw new Error(`${file.pathname} ended before it answered`)
    return first[0]
  }
  const hello = (await message()) as Hello
  return {
    hello,
    async cpu() {
      child.send('cpu')
      return (await message()) as number
    },
    async stop() {
      if (child.connected) child.send('stop')
      await exited
    },
  }
}

/** In the child: says hello and serves the parent's questions; `end` is waited for before the process exits. */
export function answerParent(hello: object, end: () => Promise<void> = async () => {}): void {
  const exit = async (): Promise<void> => {
    await end()
    process.exit()
  }
  process.on('message', (question) => {
    if (question === 'stop') void exit()
    if (question !== 'cpu') return
    const { user, system } = process.cpuUsage()
    process.send?.((user + system) / 1000)
  })
  process.on('disconnect', () => void exit())
  process.send?.(hello)
}
