// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds the invitation an address names, with what its pages need to know. Nothing is changed by it.
import type { FastifyRequest } from 'fastify'
import type { Context } from '../../../../base/context.ts'
import {
  findAccount,
  findInvitation,
  hasOidc,
  invitationPath,
  sessionOf,
  type Session,
} from '../../../../bodies/index.ts'
import { languageOf } from '../../words.ts'
import type { Attempts } from '../attempts.ts'
import { agreementOf } from './agreement.ts'
import type { InvitationView } from './invitation-page.ts'

export interface Opened extends InvitationView {
  readonly session: Session | undefined
}

/** The invitation of the address, with what its pages need; undefined when it opens nothing. */
export async function openInvitation(
  context: Context,
  attempts: Attempts,
  request: FastifyRequest,
): Promise<Opened | undefined> {
  attempts.admit(request)
  const { token } = request.params as { token: string }
  const invitation = await findInvitation(context, token)
  if (!invitation) {
    attempts.noteWrong(request)
    return undefined
  }
  const session = await sessionOf(context, request)
  const language = session?.account.language ?? languageOf(request.headers['accept-language'])
  const inviter = invitation.invitedBy === null ? undefined : await findAccount(context, invitation.invitedBy)
  return {
    ...{ invitation, session, language, here: invitationPath(token), spid: hasOidc(context) },
    ...{ inviter: inviter?.name ?? null, agreement: await agreementOf(context, invitation, language) },
  }
}

/** Whether the first step is done: then the account can be made. */
export function isConfirmed({ invitation, agreement }: Pick<Opened, 'invitation' | 'agreement'>): boolean {
  if (invitation.purpose === 'recovery') return true
  return invitation.name !== '' && invitation.email !== '' && (agreement === null || agreement.accepted)
}
