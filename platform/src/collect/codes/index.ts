// SPDX-License-Identifier: AGPL-3.0-or-later
// Invitations with a one-time code: an answer that brings one has the assurance 'code'. Nothing that is stored leads from a code
// to an answer (docs/decisions/019).
import type { Context } from '../../base/context.ts'
import { dayOf } from '../../base/day.ts'
import { readCode, type ReadCode } from './code-text.ts'
import { codesKey } from './key.ts'

export type { ReadCode } from './code-text.ts'
export { listBatches, type CodeBatch } from './list-batches.ts'
export { codeLimits, invitationChannels, invitationPath, issueCodes, type Issued } from './issue-codes.ts'
export { codesKey } from './key.ts'
export { revokeCodes } from './revoke-codes.ts'
export { rewriteRows } from './rewrite-rows.ts'

/**
 * What a code that was sent is worth, without asking whether it is spent: whoever sent the invitations could look who has answered.
 * Only an answer spends a code, and only an answer is told that it was spent.
 */
export async function examineCode(context: Context, touchpoint: string, given: unknown): Promise<ReadCode> {
  return readCode(await codesKey(context), touchpoint, given, dayOf(context.now()))
}
