// SPDX-License-Identifier: AGPL-3.0-or-later
// A Newton step that must help: taken whole, else halved until it does. Far from the solution a whole step may land where the
// model makes no sense. Source: Nocedal & Wright (2006), 3.1.

export interface Step<State> {
  readonly at: number[]
  readonly state: State
}

/**
 * @param judge what a place is worth. @param helps whether that is better than where we are.
 * @returns undefined when even the shortest step does not help.
 */
export function dampedStep<State>(
  from: readonly number[],
  direction: readonly number[],
  judge: (at: number[]) => State,
  helps: (state: State) => boolean,
): Step<State> | undefined {
  for (let length = 1; length > 1e-10; length /= 2) {
    const at = from.map((value, i) => value + length * direction[i]!)
    const state = judge(at)
    if (helps(state)) return { at, state }
  }
  return undefined
}
