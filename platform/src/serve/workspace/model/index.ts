// SPDX-License-Identifier: AGPL-3.0-or-later
// The model at work: the questionnaires there are, what each asks in every language, how far it may be compared with the one
// before, and which touchpoint asks which. Answers are never shown here.
import type { Context } from '../../../base/context.ts'
import type { App } from '../../../base/http/index.ts'
import { assignmentRoutes } from './assignment-page.ts'
import { touchpointListRoute } from './touchpoint-list.ts'
import { versionListRoute } from './version-list.ts'
import { versionPageRoute } from './version-page.ts'

export function modelRoutes(app: App, context: Context): void {
  versionListRoute(app, context)
  versionPageRoute(app, context)
  touchpointListRoute(app, context)
  assignmentRoutes(app, context)
}
