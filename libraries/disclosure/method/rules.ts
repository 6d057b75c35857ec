// SPDX-License-Identifier: AGPL-3.0-or-later
// The thresholds in force, as versioned configuration: none stands in code. A change is a new file with a new id.
import text from './disclosure-2026.1.json' with { type: 'json' }

export interface Rules {
  readonly id: string
  /** A row with fewer answers shows no score and no distribution. */
  readonly scoresNotShownBelow: number
  /** A row with fewer answers does not show how many there were. */
  readonly bareCountNotShownBelow: number
  /** A row in which all answers but one (or all) are alike is not shown below this. */
  readonly alikeNotShownBelow: number
  /** Whether "nobody answered" is small as well. False only where the public knows the zeros anyway. */
  readonly zeroIsProtected: boolean
  /** What is left of a published total when its published parts are taken away must be at least this. */
  readonly remainder: number
  /** An attacker's interval for a protected row must be at least this wide, in answers … */
  readonly width: number
  /** … and at least this share of the true count. */
  readonly widthShare: number
  /** The interval of one answer category that cannot be 0 must be at least this wide. */
  readonly categoryWidth: number
  /** Whether it is a finding that nobody in a hidden row can have chosen a category. */
  readonly emptyCategoryIsProtected: boolean
  /** A closed period does not move by fewer answers than this. */
  readonly move: number
}

/** Statistics.md §5. Pass a copy with other numbers where another threshold holds: `{ ...rules, remainder: 3 }`. */
export const rules: Rules = Object.freeze(text)
