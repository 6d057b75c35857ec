// SPDX-License-Identifier: AGPL-3.0-or-later
// Touchpoints: the places where a service asks. Taking one to people, trying it, changing it, putting two together.
import type { Context } from '../../../base/context.ts'
import type { App } from '../../../base/http/index.ts'
import { editRoutes } from './edit-page.ts'
import { mergeRoutes } from './merge-page.ts'
import { touchpointPageRoutes } from './page.ts'
import { paperRoutes } from './paper.ts'

export function touchpointRoutes(app: App, context: Context): void {
  touchpointPageRoutes(app, context)
  editRoutes(app, context)
  mergeRoutes(app, context)
  paperRoutes(app, context)
}
