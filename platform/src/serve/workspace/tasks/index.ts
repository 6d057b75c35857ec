// SPDX-License-Identifier: AGPL-3.0-or-later
// Long work as the person who began it sees it: what runs, how far it is, what came of it.
import type { Context } from '../../../base/context.ts'
import type { App } from '../../../base/http/index.ts'
import { listPageRoute } from './list-page.ts'
import { taskPageRoutes, type ResultViews } from './task-page.ts'

export { taskPath, type ResultView, type ResultViews } from './task-page.ts'

/** @param views how the result of each kind of task is shown. */
export function taskRoutes(app: App, context: Context, views: ResultViews): void {
  listPageRoute(app, context)
  taskPageRoutes(app, context, views)
}
