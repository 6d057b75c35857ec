// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether more comes than people give: a queue that fills up, or one touchpoint that gets many answers a second from wherever.
// Once it is so it stays so for a while, so that a page asked for under load is judged by what it was told.
import { full, take, type Bucket } from './bucket.ts'
import limits from './limits.json' with { type: 'json' }

export class Load {
  readonly #touchpoints = new Map<number, Bucket & { until: number }>()
  readonly #queue: () => { waiting: number; limit: number }
  #until = 0

  constructor(queue: () => { waiting: number; limit: number }) {
    this.#queue = queue
  }

  /** An answer has come. */
  note(touchpointId: number, now: Date): void {
    const at = now.getTime()
    const known = this.#touchpoints.get(touchpointId)
    const bucket = known ?? { ...full(limits.touchpoint, at), until: 0 }
    if (!known) this.#touchpoints.set(touchpointId, bucket)
    if (take(bucket, limits.touchpoint, at) < 0) bucket.until = at + limits.loadSeconds * 1000
    const { waiting, limit } = this.#queue()
    if (waiting >= limit * limits.queueShare) this.#until = at + limits.loadSeconds * 1000
  }

  isHigh(touchpointId: number, now: Date): boolean {
    const at = now.getTime()
    return at < this.#until || at < (this.#touchpoints.get(touchpointId)?.until ?? 0)
  }
}
