// SPDX-License-Identifier: AGPL-3.0-or-later
// Versions are named by their content: a value that could still change under its name would be a lie.

/** Freezes a tree of plain objects and arrays in place and returns it. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const child of Object.values(value)) deepFreeze(child)
  return Object.freeze(value)
}
