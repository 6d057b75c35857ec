// SPDX-License-Identifier: AGPL-3.0-or-later
// The workspace: where bodies register services and take the question to people, and where the programme follows them.
import type { Context } from '../../base/context.ts'
import type { App } from '../../base/http/index.ts'
import type { Collect } from '../../collect/index.ts'
import { adhesionRoutes } from './adhesion/index.ts'
import { auditRoutes } from './audit/index.ts'
import { bodyPageRoute } from './body-page.ts'
import { heldRoutes } from './held/index.ts'
import { deskRoutes } from './desk/index.ts'
import { homePageRoute } from './home-page.ts'
import { keyRoutes } from './keys/index.ts'
import { loginRoutes } from './login/index.ts'
import { memberRoutes } from './members/index.ts'
import { sdgRoutes } from './sdg/index.ts'
import { serviceFormRoutes } from './service-form.ts'
import { modelRoutes } from './model/index.ts'
import { programmeRoutes, registryReport, registryTask } from './programme/index.ts'
import { questionnaireRoutes } from './questionnaire/index.ts'
import { servicePageRoutes } from './service-page.ts'
import { supportRoutes } from './support/index.ts'
import { taskRoutes } from './tasks/index.ts'
import { touchpointRoutes } from './touchpoint/index.ts'

export function workspaceRoutes(app: App, context: Context, collect: Pick<Collect, 'takeSheet'>): void {
  loginRoutes(app, context)
  adhesionRoutes(app, context)
  homePageRoute(app, context)
  bodyPageRoute(app, context)
  memberRoutes(app, context)
  keyRoutes(app, context)
  auditRoutes(app, context)
  serviceFormRoutes(app, context)
  servicePageRoutes(app, context)
  touchpointRoutes(app, context)
  questionnaireRoutes(app, context)
  deskRoutes(app, context, collect)
  heldRoutes(app, context)
  sdgRoutes(app, context)
  modelRoutes(app, context)
  programmeRoutes(app, context)
  taskRoutes(app, context, { [registryTask]: registryReport })
  supportRoutes(app, context)
}
