// SPDX-License-Identifier: AGPL-3.0-or-later
// The people with central roles: who they are, inviting, the end of a role, access that was lost.
import type { Context } from '../../../../base/context.ts'
import type { App } from '../../../../base/http/index.ts'
import { inviteRoutes } from './invite-page.ts'
import { listPageRoutes } from './list-page.ts'
import { personRoutes } from './person-page.ts'

export function programmePeopleRoutes(app: App, context: Context): void {
  listPageRoutes(app, context)
  inviteRoutes(app, context)
  personRoutes(app, context)
}
