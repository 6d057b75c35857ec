// SPDX-License-Identifier: AGPL-3.0-or-later
// The adhesions as the programme sees and decides them.
import type { Context } from '../../../../base/context.ts'
import type { App } from '../../../../base/http/index.ts'
import { adhesionPageRoute } from './adhesion-page.ts'
import { approvePageRoutes } from './approve-page.ts'
import { decidePageRoutes } from './decide-page.ts'
import { listPageRoute } from './list-page.ts'

export { adhesionTable } from './list-page.ts'

export function programmeAdhesionRoutes(app: App, context: Context): void {
  listPageRoute(app, context)
  adhesionPageRoute(app, context)
  approvePageRoutes(app, context)
  decidePageRoutes(app, context)
}
