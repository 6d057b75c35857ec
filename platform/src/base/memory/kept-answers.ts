// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers that are kept for some seconds, for questions that nearly every request has. Whoever asks while the first one still waits
// waits with it: when an answer has grown old, a thousand callers are one question. A failure is told those who waited, and not kept.

export interface KeptAnswers<Key, Value> {
  get(key: Key, ask: () => Promise<Value>): Promise<Value>
  forget(key: Key): void
}

/** @param most keys at once: those that nobody made must not fill the memory. */
export function createKeptAnswers<Key, Value>(milliseconds: number, most: number): KeptAnswers<Key, Value> {
  const kept = new Map<Key, { readonly until: number; readonly answer: Promise<Value> }>()
  return {
    get(key, ask) {
      const now = performance.now()
      const before = kept.get(key)
      if (before && before.until > now) return before.answer
      if (kept.size >= most) kept.clear()
      const asked = { until: now + milliseconds, answer: ask() }
      kept.set(key, asked)
      asked.answer.catch(() => {
        if (kept.get(key) === asked) kept.delete(key)
      })
      return asked.answer
    },
    forget: (key) => void kept.delete(key),
  }
}
