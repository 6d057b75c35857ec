// SPDX-License-Identifier: AGPL-3.0-or-later
// Who works for a body: the people and the invitations that wait, inviting, changing and ending roles, access that was lost.
import type { Context } from '../../../base/context.ts'
import type { App } from '../../../base/http/index.ts'
import { invitationRoutes } from './invitations.ts'
import { inviteRoutes } from './invite-page.ts'
import { listPageRoute } from './list-page.ts'
import { personRoutes } from './person-page.ts'
import { recoveryRoutes } from './recovery.ts'

export function memberRoutes(app: App, context: Context): void {
  listPageRoute(app, context)
  inviteRoutes(app, context)
  invitationRoutes(app, context)
  personRoutes(app, context)
  recoveryRoutes(app, context)
}
