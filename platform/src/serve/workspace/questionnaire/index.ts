// SPDX-License-Identifier: AGPL-3.0-or-later
// What a touchpoint asks, in the hands of its body: the history, questions of its own, and a look at all of it before anybody
// is asked.
import type { Context } from '../../../base/context.ts'
import type { App } from '../../../base/http/index.ts'
import { checkRoutes } from './check-page.ts'
import { formRoutes } from './form-page.ts'
import { previewRoutes } from './previews.ts'

export function questionnaireRoutes(app: App, context: Context): void {
  formRoutes(app, context)
  checkRoutes(app, context)
  previewRoutes(app, context)
}
