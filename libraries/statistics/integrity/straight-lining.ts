// SPDX-License-Identifier: AGPL-3.0-or-later
// Signs of answers given without reading: the longest run of one answer, the mean run, and the deviation of a person's answers.
// Only together with speed does any of them speak against an answer, and then it is quarantined, never deleted.
// Source: Johnson (2005); Dunn et al. (2018); Curran (2016), J. Exp. Soc. Psych. 66:4. Case careless-longstring-irv.
import { variance } from '../algebra/moments.ts'
import { finite } from '../intervals/not-estimable.ts'

export interface StraightLining {
  readonly longestRun: number
  readonly averageRun: number
  /** Intra-individual response variability, with divisor n − 1; null for a single answer. */
  readonly variability: number | null
}

/**
 * @param answers of one person in the order asked; unanswered ones left out. @returns null for none.
 * @throws RangeError when one of them is missing.
 */
export function straightLining(answers: readonly number[]): StraightLining | null {
  if (finite(answers).length === 0) return null
  let [longest, run, runs] = [1, 1, 1]
  for (let i = 1; i < answers.length; i++) {
    if (answers[i] === answers[i - 1]) longest = Math.max(longest, ++run)
    else {
      run = 1
      runs++
    }
  }
  const variability = answers.length > 1 ? finite(Math.sqrt(variance(answers))) : null
  return { longestRun: longest, averageRun: answers.length / runs, variability }
}
