// SPDX-License-Identifier: AGPL-3.0-or-later
// The programme at work: where it is, who joins, who works for it, what goes out by mail, the registry of bodies.
import type { Context } from '../../../base/context.ts'
import type { App } from '../../../base/http/index.ts'
import { programmeAdhesionRoutes } from './adhesions/index.ts'
import { heldRoutes } from './held/index.ts'
import { programmeMailRoutes } from './mail/index.ts'
import { overviewRoutes } from './overview/index.ts'
import { programmePeopleRoutes } from './people/index.ts'
import { registryRoutes } from './registry/index.ts'

export { registryReport, registryTask } from './registry/index.ts'

export function programmeRoutes(app: App, context: Context): void {
  overviewRoutes(app, context)
  programmeAdhesionRoutes(app, context)
  heldRoutes(app, context)
  programmePeopleRoutes(app, context)
  programmeMailRoutes(app, context)
  registryRoutes(app, context)
}
