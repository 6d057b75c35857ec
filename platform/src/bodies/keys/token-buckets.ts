// SPDX-License-Identifier: AGPL-3.0-or-later
// How many calls a key may make: a bucket that holds a minute's worth and fills up steadily. In memory, so each process counts
// for itself: with several of them the limit is at most so many times as high.

interface Bucket {
  tokens: number
  filledAt: number
}

export class TokenBuckets {
  readonly #buckets = new Map<number, Bucket>()

  /** Takes one call. @returns 0 when there was one, else the seconds until there is one again. */
  take(id: number, perMinute: number, now: Date): number {
    const perMillisecond = perMinute / 60_000
    const at = now.getTime()
    const { tokens, filledAt } = this.#buckets.get(id) ?? { tokens: perMinute, filledAt: at }
    // A clock that was put back fills nothing.
    const filled = Math.min(perMinute, tokens + Math.max(0, at - filledAt) * perMillisecond)
    const left = filled >= 1 ? filled - 1 : filled
    this.#buckets.set(id, { tokens: left, filledAt: at })
    return filled >= 1 ? 0 : Math.ceil((1 - filled) / perMillisecond / 1000)
  }
}
