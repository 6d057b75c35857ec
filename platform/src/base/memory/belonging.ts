// SPDX-License-Identifier: AGPL-3.0-or-later
// What is remembered of somebody else's object for as long as that lives.

export interface Belonging<Owner extends object, Value> {
  /** The owner's value, made at its first use. */
  of(owner: Owner): Value
  forget(owner: Owner): void
}

export function belonging<Owner extends object, Value>(make: (owner: Owner) => Value): Belonging<Owner, Value> {
  const kept = new WeakMap<Owner, { readonly value: Value }>()
  return {
    of(owner) {
      const before = kept.get(owner)
      if (before) return before.value
      const value = make(owner)
      kept.set(owner, { value })
      return value
    },
    forget: (owner) => void kept.delete(owner),
  }
}
