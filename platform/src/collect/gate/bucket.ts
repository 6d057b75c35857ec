// SPDX-License-Identifier: AGPL-3.0-or-later
// A bucket of tokens that fills up steadily. In memory, so each process counts for itself.

export interface Size {
  readonly most: number
  readonly perMinute: number
}

export interface Bucket {
  tokens: number
  filledAt: number
}

/** Takes one token. @returns what is left, below zero when there was none. */
export function take(bucket: Bucket, { most, perMinute }: Size, at: number): number {
  // A clock that was put back fills nothing.
  const filled = Math.min(most, bucket.tokens + (Math.max(0, at - bucket.filledAt) * perMinute) / 60_000)
  bucket.filledAt = at
  bucket.tokens = filled >= 1 ? filled - 1 : filled
  return filled - 1
}

export function full({ most }: Size, at: number): Bucket {
  return { tokens: most, filledAt: at }
}
