// SPDX-License-Identifier: AGPL-3.0-or-later
// What the gate kept apart: how much of it and why, and what two people make of it.
import type { Context } from '../../../../base/context.ts'
import type { App } from '../../../../base/http/index.ts'
import { groupPageRoutes } from './group-page.ts'
import { listPageRoute } from './list-page.ts'
import { proposalPageRoutes } from './proposal-page.ts'

export function heldRoutes(app: App, context: Context): void {
  listPageRoute(app, context)
  groupPageRoutes(app, context)
  proposalPageRoutes(app, context)
}
