// SPDX-License-Identifier: AGPL-3.0-or-later
// How many answers come from a network at a touchpoint. Networks stand here under a random key that lives in memory for a day:
// nobody can tell afterwards, or from a copy of the memory of another day, which network it was. Nothing is written anywhere.
import { createHmac, randomBytes } from 'node:crypto'
import { dayOf, type Day } from '../../base/day.ts'
import { full, take, type Bucket } from './bucket.ts'
import limits from './limits.json' with { type: 'json' }

interface Buckets {
  readonly usual: Bucket
  readonly underLoad: Bucket
}

export interface Spent {
  /** Nothing was left. */
  readonly rate: boolean
  /** Half of it is gone. */
  readonly half: boolean
  /** Nothing was left of what is given without a proof while many come. */
  readonly load: boolean
}

/** Beyond it the oldest are forgotten: a flood from everywhere must not fill the memory. */
const mostNetworks = 100_000

export class Networks {
  #day: Day | undefined
  #key = Buffer.alloc(0)
  readonly #buckets = new Map<string, Buckets>()

  /** Takes one answer of this network at this touchpoint. */
  take(network: string, touchpointId: number, now: Date, underLoad: boolean): Spent {
    const at = now.getTime()
    const { usual, underLoad: tight } = this.#bucketsOf(this.#nameOf(network, touchpointId, now), at)
    const left = take(usual, limits.usual, at)
    return {
      rate: left < 0,
      half: left < limits.usual.most / 2,
      load: underLoad && take(tight, limits.underLoad, at) < 0,
    }
  }

  get size(): number {
    return this.#buckets.size
  }

  #nameOf(network: string, touchpointId: number, now: Date): string {
    const today = dayOf(now)
    if (today !== this.#day) {
      this.#day = today
      this.#key = randomBytes(32)
      this.#buckets.clear()
    }
    return createHmac('sha256', this.#key).update(`${network} ${touchpointId}`).digest('base64url')
  }

  #bucketsOf(name: string, at: number): Buckets {
    const known = this.#buckets.get(name)
    if (known) return known
    const [oldest] = this.#buckets.size >= mostNetworks ? this.#buckets.keys() : []
    if (oldest !== undefined) this.#buckets.delete(oldest)
    const made = { usual: full(limits.usual, at), underLoad: full(limits.underLoad, at) }
    this.#buckets.set(name, made)
    return made
  }
}
