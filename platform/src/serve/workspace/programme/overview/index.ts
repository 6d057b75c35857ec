// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the programme is: one page that answers it, and the bodies behind its figures.
import type { Context } from '../../../../base/context.ts'
import type { App } from '../../../../base/http/index.ts'
import { bodyListRoute } from './body-list.ts'
import { overviewPageRoute } from './overview-page.ts'

export function overviewRoutes(app: App, context: Context): void {
  overviewPageRoute(app, context)
  bodyListRoute(app, context)
}
