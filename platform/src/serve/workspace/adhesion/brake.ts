// SPDX-License-Identifier: AGPL-3.0-or-later
// Each request to join sends a mail to a public office, so there are only so many in an hour: for one body, and in all. Counted
// in memory by body; nothing about who asks is looked at or kept.
import type { Context } from '../../../base/context.ts'
import { tooManyRequests } from '../../../bodies/index.ts'

const perBody = 5
const inAll = 200
const hour = 3_600_000

export class Brake {
  readonly #context: Context
  #hour = 0
  #all = 0
  #ofBody = new Map<number, number>()

  constructor(context: Context) {
    this.#context = context
  }

  /** @returns gives the place back, for a request that came to nothing. @throws PlatformError 429 when the hour is full. */
  admit(bodyId: number): () => void {
    const now = Math.floor(this.#context.now().getTime() / hour)
    if (now !== this.#hour) {
      this.#hour = now
      this.#all = 0
      this.#ofBody = new Map()
    }
    const before = this.#ofBody.get(bodyId) ?? 0
    if (before >= perBody || this.#all >= inAll) throw tooManyRequests({ retryAfter: hour / 1000 })
    this.#all++
    this.#ofBody.set(bodyId, before + 1)
    return () => {
      this.#all--
      this.#ofBody.set(bodyId, (this.#ofBody.get(bodyId) ?? 1) - 1)
    }
  }
}
