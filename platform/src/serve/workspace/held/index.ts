// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers the gate kept apart: bodies see them in groups, two people of the programme decide about them.
import type { Context } from '../../../base/context.ts'
import type { App } from '../../../base/http/index.ts'
import { heldListRoute } from './list-page.ts'
import { proposalPageRoutes } from './proposal-page.ts'
import { proposePageRoutes } from './propose-page.ts'
import { waitingPageRoute } from './waiting-page.ts'

export { heldPath, pathOf as heldPathOf } from './place.ts'
export { waitingNotice } from './waiting-page.ts'

export function heldRoutes(app: App, context: Context): void {
  heldListRoute(app, context)
  proposePageRoutes(app, context)
  proposalPageRoutes(app, context)
  waitingPageRoute(app, context)
}
