// SPDX-License-Identifier: AGPL-3.0-or-later
// How the transaction ended after which a question is put. Not what the person answers: what the body's program knows.
export const transactionOutcomes = ['finished', 'abandoned', 'unknown'] as const
export type TransactionOutcome = (typeof transactionOutcomes)[number]
