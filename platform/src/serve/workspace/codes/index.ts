// SPDX-License-Identifier: AGPL-3.0-or-later
// Invitations with one-time codes: their batches, making one, taking one back.
import type { Context } from '../../../base/context.ts'
import type { App } from '../../../base/http/index.ts'
import { issuePageRoutes } from './issue-page.ts'
import { codeListRoute } from './list-page.ts'
import { revokePageRoutes } from './revoke-page.ts'

export { codesSection } from './place.ts'

export function codeRoutes(app: App, context: Context): void {
  codeListRoute(app, context)
  issuePageRoutes(app, context)
  revokePageRoutes(app, context)
}
