// SPDX-License-Identifier: AGPL-3.0-or-later
// What goes to the Single Digital Gateway and how it fared: for the programme all of it, for a body its own services.
import type { Context } from '../../../base/context.ts'
import type { App } from '../../../base/http/index.ts'
import { bodySdgRoute } from './body-page.ts'
import { programmeSdgRoutes } from './programme-page.ts'

export function sdgRoutes(app: App, context: Context): void {
  programmeSdgRoutes(app, context)
  bodySdgRoute(app, context)
}
