// SPDX-License-Identifier: AGPL-3.0-or-later
// The person's own page.
import type { Context } from '../../../../base/context.ts'
import type { App } from '../../../../base/http/index.ts'
import type { Attempts } from '../attempts.ts'
import { linkRoutes } from './link-routes.ts'
import { passkeyPagesRoutes } from './passkey-pages.ts'
import { profilePageRoutes } from './profile-page.ts'

export function profileRoutes(app: App, context: Context, attempts: Attempts): void {
  profilePageRoutes(app, context)
  passkeyPagesRoutes(app, context, attempts)
  linkRoutes(app, context, attempts)
}
