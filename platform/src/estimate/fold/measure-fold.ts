// SPDX-License-Identifier: AGPL-3.0-or-later
// What the operator sees of the fold: how much it takes, and what it had to set aside (which should stay 0).
import type { Metrics } from '../../base/metrics/index.ts'

export function foldMetrics(metrics: Metrics) {
  return {
    taken: metrics.counter('ascolto_fold_rows_total', 'Waiting rows moved into the cube'),
    unfoldable: metrics.counter('ascolto_fold_set_aside_total', 'Rows that fit no questionnaire, set aside'),
  }
}
