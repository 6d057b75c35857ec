// SPDX-License-Identifier: AGPL-3.0-or-later
// The agreement a body accepts when it joins. Other invitations have none.
import type { Context } from '../../../../base/context.ts'
import type { Html } from '../../../../base/html/index.ts'
import { agreementText, hasAgreed, type Invitation } from '../../../../bodies/index.ts'
import { agreementHtml } from '../../adhesion/index.ts'
import type { WorkspaceLanguage } from '../../words.ts'

export interface Agreement {
  readonly version: string
  readonly text: Html
  /** Whether somebody with this link has accepted it already. */
  readonly accepted: boolean
}

/** The version in force, for the invitation of a body that joins; null for any other. */
export async function agreementOf(
  context: Context,
  { adhesionId }: Pick<Invitation, 'adhesionId'>,
  language: WorkspaceLanguage,
): Promise<Agreement | null> {
  if (adhesionId === null) return null
  const { version, text } = agreementText(language)!
  return { version, text: agreementHtml(text), accepted: await hasAgreed(context, adhesionId) }
}
