// SPDX-License-Identifier: AGPL-3.0-or-later
// What an act has changed, field by field: only what differs. What is nested is named by its path, lists are one value.

export interface Difference {
  /** Path of the field: ['address', 'street']; empty when the whole is one value. */
  readonly path: readonly string[]
  /** undefined: was not there. */
  readonly before: unknown
  /** undefined: is not there any more. */
  readonly after: unknown
}

export function differences(before: unknown, after: unknown, path: readonly string[] = []): Difference[] {
  if (isRecord(before) || isRecord(after)) {
    // Something simple became an object, or the other way round: then the simple value is a line of its own.
    const simple = [before, after].some((side) => !isRecord(side) && !isNothing(side))
    const [was, is] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}]
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
    const inside = names.flatMap((name) => differences(was[name], is[name], [...path, name]))
    const own = { path, before: isRecord(before) ? undefined : before, after: isRecord(after) ? undefined : after }
    return simple ? [own, ...inside] : inside
  }
  if (isNothing(before) && isNothing(after)) return []
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  return [{ path, before: isNothing(before) ? undefined : before, after: isNothing(after) ? undefined : after }]
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a form leaves empty says nothing. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
