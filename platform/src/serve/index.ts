// SPDX-License-Identifier: AGPL-3.0-or-later
// SCREENS: what people see of it all.
import type { Context } from '../base/context.ts'
import type { App } from '../base/http/index.ts'
import type { Collect } from '../collect/index.ts'
import { assets } from './assets/index.ts'
import { frameFailures } from './failures.ts'
import { observatoryRoutes } from './observatory/index.ts'
import { workspaceRoutes } from './workspace/index.ts'

/** @param collect takes what is typed off paper. */
export function serveRoutes(app: App, context: Context, collect: Pick<Collect, 'takeSheet'>): void {
  assets(app)
  frameFailures(app, context)
  observatoryRoutes(app, context)
  workspaceRoutes(app, context, collect)
}
