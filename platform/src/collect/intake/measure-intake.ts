// SPDX-License-Identifier: AGPL-3.0-or-later
// What the operator may know of the door: how much, how fast, how full. Never of whom or what.
import type { Metrics } from '../../base/metrics/index.ts'

export interface IntakeMetrics {
  answers: ReturnType<Metrics['counter']>
  groupSize: ReturnType<Metrics['histogram']>
  commitSeconds: ReturnType<Metrics['histogram']>
}

export interface Queue {
  waiting(): number
  committing(): number
}

/** @param queue is asked when the figures are, so that they cost nothing per answer. */
export function intakeMetrics(metrics: Metrics, queue: () => Queue): IntakeMetrics {
  const waiting = metrics.gauge('ascolto_intake_queue', 'Answers that wait for their commit.')
  const committing = metrics.gauge('ascolto_intake_committing', 'Answers of the commits that are under way.')
  Object.assign(waiting, { collect: () => waiting.set(queue().waiting()) })
  Object.assign(committing, { collect: () => committing.set(queue().committing()) })
  return {
    answers: metrics.counter('ascolto_answers_total', 'Answers that came to the door, by outcome.', ['outcome']),
    groupSize: metrics.histogram(
      'ascolto_intake_group_answers',
      'Answers of one commit.',
      [1, 5, 20, 50, 100, 200, 500],
    ),
    commitSeconds: metrics.histogram(
      'ascolto_intake_commit_seconds',
      'Seconds one commit took.',
      [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    ),
  }
}
