// SPDX-License-Identifier: AGPL-3.0-or-later
// The keys with which the programs of a body use the API.
import type { Context } from '../../../base/context.ts'
import type { App } from '../../../base/http/index.ts'
import { createPageRoutes } from './create-page.ts'
import { keyPageRoutes } from './key-page.ts'
import { listPageRoute } from './list-page.ts'

export function keyRoutes(app: App, context: Context): void {
  listPageRoute(app, context)
  createPageRoutes(app, context)
  keyPageRoutes(app, context)
}
