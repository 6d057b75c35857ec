// SPDX-License-Identifier: AGPL-3.0-or-later
// When a page was made, carried by the page itself: two seconds of time and a signature, the same for everybody who asks in them.
// It comes back with the answer, says whether anybody can have read the question, and is forgotten; no instant is stored.
import { createHmac, type KeyObject } from 'node:crypto'
import { sameText } from '../../base/http/index.ts'
import limits from './limits.json' with { type: 'json' }

/** unread: it came back within the two seconds it was made in. unknown: not ours, of a day ago, or of the future. */
export type Age = 'unread' | 'read' | 'unknown'

export class Mint {
  readonly #key: KeyObject
  #tick = -1
  #text = ''

  constructor(key: KeyObject) {
    this.#key = key
  }

  /** For a page made now: a comparison, nearly always. */
  make(now: Date): string {
    const tick = tickOf(now)
    if (tick !== this.#tick) {
      this.#text = this.#sign(tick)
      this.#tick = tick
    }
    return this.#text
  }

  age(text: string | undefined, now: Date): Age {
    const tick = /^([0-9a-z]{1,9})\.[\w-]{16}$/.exec(text ?? '')?.[1]
    if (text === undefined || tick === undefined) return 'unknown'
    const made = Number.parseInt(tick, 36)
    if (!sameText(text, this.#sign(made))) return 'unknown'
    const ticks = tickOf(now) - made
    if (ticks < 0 || ticks * limits.tickSeconds > limits.mintSeconds) return 'unknown'
    return ticks === 0 ? 'unread' : 'read'
  }

  #sign(tick: number): string {
    const text = tick.toString(36)
    return `${text}.${createHmac('sha256', this.#key).update(text).digest('base64url').slice(0, 16)}`
  }
}

function tickOf(now: Date): number {
  return Math.floor(now.getTime() / 1000 / limits.tickSeconds)
}
