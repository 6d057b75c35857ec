// SPDX-License-Identifier: BSD-3-Clause
// The answer of one place on the page: one key, so that whatever is sent again counts once, and everything said so far each
// time. Requests never overtake each other, and what is said while one is under way goes with the next. Key and receipt live
// in memory alone.
import type { Configuration } from './configuration.ts'
import { ask, pageOf } from './server.ts'

export type Said = Record<string, number | readonly number[] | string>

export interface Answer {
  /** Stores what has been said. @returns where the rest can be answered. @throws the status of a refusal, or what fetch throws. */
  save(said: Said): Promise<string>
}

export function createAnswer(code: string, { version, language, ended: outcome }: Configuration): Answer {
  const key = randomKey()
  let receipt: string | undefined
  let correction = ''
  let saved = ''
  let wanted = ''
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    while (saved !== wanted) {
      const now = wanted
      const sent = { key, version, language, receipt, outcome, answers: JSON.parse(now) as Said }
      const reply = await ask(`${pageOf(code)}/risposte`, JSON.stringify(sent))
      ;({ receipt, correction } = reply as { receipt: string; correction: string })
      saved = now
    }
  }

  return {
    async save(said) {
      wanted = JSON.stringify(said)
      running = running || run().finally(() => (running = undefined))
      await running
      return correction
    },
  }
}

/** crypto.randomUUID is missing on pages without https. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
