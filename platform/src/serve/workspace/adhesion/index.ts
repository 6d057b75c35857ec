// SPDX-License-Identifier: AGPL-3.0-or-later
// How a body joins, from the search to the request, and what the body sees of its adhesion afterwards.
import type { Context } from '../../../base/context.ts'
import type { App } from '../../../base/http/index.ts'
import { Brake } from './brake.ts'
import { requestPageRoutes } from './request-page.ts'
import { searchPageRoute } from './search-page.ts'
import { statePageRoutes } from './state-page.ts'

export { agreementHtml } from './agreement-html.ts'

export function adhesionRoutes(app: App, context: Context): void {
  searchPageRoute(app, context)
  requestPageRoutes(app, context, new Brake(context))
  statePageRoutes(app, context)
}
