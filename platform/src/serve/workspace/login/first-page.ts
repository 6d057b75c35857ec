// SPDX-License-Identifier: AGPL-3.0-or-later
// Where somebody begins who has just accepted an invitation: at the body it is about, which says what to do next.
import type { Context } from '../../../base/context.ts'
import { bodyOfInvitation } from '../../../bodies/index.ts'

/** @param invitationId that was accepted. */
export async function firstPage(context: Context, invitationId: number): Promise<`/${string}`> {
  const body = await bodyOfInvitation(context, invitationId)
  return body ? `/area/enti/${encodeURIComponent(body.ipaCode)}` : '/area'
}
