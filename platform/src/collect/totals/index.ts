// SPDX-License-Identifier: AGPL-3.0-or-later
// Totals that a body tells: how many transactions there were, how often a tool of its own put the question.
export { totalsRoutes } from './routes.ts'
export { setTotals, type Teller, type Turn } from './set-totals.ts'
export { listMonths, type StoredTotal } from './store.ts'
export { largestCount } from './schema.ts'
export { monthsBack, periodOf } from './take-totals.ts'
export { isContradictory, type Counts, type Told } from './told.ts'
