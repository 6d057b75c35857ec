// SPDX-License-Identifier: AGPL-3.0-or-later
// People and programs that do not give up: each sends an answer again under the same key until it is acknowledged. What was
// acknowledged is written down here; the platform may lose none of it and count none twice.

export interface PersistentLoad {
  /** Texts of the acknowledged answers, each sent under one key. */
  readonly acknowledged: string[]
  /** Resolves when so many more have been acknowledged. */
  more(count: number): Promise<void>
  /** Resolves when so many have been acknowledged since the beginning. */
  reach(count: number): Promise<void>
  /** No new answer; resolves when every one under way is acknowledged. */
  stop(): Promise<void>
  /** For a test that failed: nothing is sent any more, acknowledged or not. */
  giveUp(): void
}

/** Sends one answer; true when it was acknowledged. A thrown error is a broken connection: the answer is sent again. */
export type Send = (key: string, text: string) => Promise<boolean>

/** @param total answers that are sent at most. */
export function startLoad(clients: number, send: Send, total = Infinity): PersistentLoad {
  const acknowledged: string[] = []
  const watchers = new Set<() => void>()
  let stopped = false
  let givenUp = false
  let next = 0
  const client = async (): Promise<void> => {
    while (!stopped && next < total) {
      const number = next++
      const text = textOf(number)
      while (!(await send(`durability-${number}`, text).catch(() => false))) {
        if (givenUp) return
        await pause()
      }
      acknowledged.push(text)
      for (const look of watchers) look()
    }
  }
  const running = Promise.all(Array.from({ length: clients }, client))
  const reach = (wanted: number): Promise<void> =>
    new Promise((done) => {
      const look = (): void => {
        if (acknowledged.length < wanted) return
        watchers.delete(look)
        done()
      }
      watchers.add(look)
      look()
    })
  return {
    acknowledged,
    reach,
    more: (count) => reach(acknowledged.length + count),
    async stop() {
      stopped = true
      await running
    },
    giveUp() {
      stopped = true
      givenUp = true
    },
  }
}

/** A refused client waits a moment before it asks again, as Retry-After tells it; nothing here waits for time to pass. */
function pause(): Promise<void> {
  return new Promise((done) => setTimeout(done, 20))
}

/** A text of its own for each number, in letters only: digits could look like a telephone number and be redacted. */
function textOf(number: number): string {
  return `voce ${[...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`
}
