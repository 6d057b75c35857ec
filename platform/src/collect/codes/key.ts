// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Context } from '../../base/context.ts'
import { keptSecret } from '../../base/database/index.ts'

/** The installation's key for one-time codes. @param context with the platform's own rights. */
export async function codesKey(context: Context): Promise<Buffer> {
  return await keptSecret(context, 'codes')
}
