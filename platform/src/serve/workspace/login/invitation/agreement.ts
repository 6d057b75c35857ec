// SPDX-License-Identifier: AGPL-3.0-or-later
// The agreement a body accepts when it joins. Other invitations have none.
import type { Html } from '../../../../base/html/index.ts'
import type { Invitation } from '../../../../bodies/index.ts'
import type { WorkspaceLanguage } from '../../words.ts'

export interface Agreement {
  readonly version: string
  readonly text: Html
  /** Whether somebody with this link has accepted it already. */
  readonly accepted: boolean
}

export function agreementOf(_invitation: Invitation, _language: WorkspaceLanguage): Agreement | null {
  return null
}
