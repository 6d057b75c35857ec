// SPDX-License-Identifier: AGPL-3.0-or-later
// What the operator may know of the door: how much, how fast, how full. Never of whom or what.
import type { Metrics } from '../../base/metrics/index.ts'

export interface IntakeMetrics {
  answers: ReturnType<Metrics['counter']>
  groupSize: ReturnType<Metrics['histogram']>
  commitSeconds: ReturnType<Metrics['histogram']>
}

export function intakeMetrics(metrics: Metrics, waiting: () => number): IntakeMetrics {
  const queue = metrics.gauge('ascolto_intake_queue', 'Answers that wait for their commit.')
  // Read when asked for, so that it costs nothing per answer.
  Object.assign(queue, { collect: () => queue.set(waiting()) })
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
