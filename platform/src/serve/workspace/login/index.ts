// SPDX-License-Identifier: AGPL-3.0-or-later
// Coming in and going out: log-in, SPID/CIE, invitations, proof of identity, the person's own page.
import type { Context } from '../../../base/context.ts'
import type { App } from '../../../base/http/index.ts'
import { Attempts } from './attempts.ts'
import { invitationRoutes } from './invitation/index.ts'
import { loginPageRoutes } from './login-page.ts'
import { profileRoutes } from './profile/index.ts'
import { proofPageRoutes } from './proof-page.ts'
import { sessionRoutes } from './session-routes.ts'
import { spidRoutes } from './spid-routes.ts'

export function loginRoutes(app: App, context: Context): void {
  const attempts = new Attempts(context)
  loginPageRoutes(app, context, attempts)
  spidRoutes(app, context, attempts)
  invitationRoutes(app, context, attempts)
  proofPageRoutes(app, context, attempts)
  sessionRoutes(app, context)
  profileRoutes(app, context, attempts)
}
