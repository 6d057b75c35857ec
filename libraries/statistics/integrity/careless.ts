// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether an answer was given without reading: one and the same answer all the way, and faster than anybody reads, less than two
// seconds a question. Neither alone speaks against it: who is content with everything gives the best answer everywhere, and who
// knows the form is quick. Such an answer is quarantined and counted, never deleted. When not: fewer than six questions.
// Source: statistics.md §10; Huang et al. (2012), Journal of Business and Psychology 27:99 (two seconds); Curran (2016).
import { method } from '../method/method.ts'
import { finite } from '../intervals/not-estimable.ts'
import { straightLining } from './straight-lining.ts'

const fewestQuestions = 6

/**
 * @param answers of one person in the order asked, unanswered ones left out. @param seconds from the first question to the end;
 * null when not known, and then nothing speaks against it. @throws RangeError when a number is missing.
 * @example careless([5, 5, 5, 5, 5, 5], 7) // true
 */
export function careless(answers: readonly number[], seconds: number | null): boolean {
  const signs = straightLining(answers)
  if (seconds === null || signs === null || answers.length < fewestQuestions) return false
  if (finite(seconds) < 0) throw new RangeError('nobody answers in less than no time')
  return signs.longestRun === answers.length && seconds < method.integrity.secondsAnAnswer * answers.length
}
