// SPDX-License-Identifier: AGPL-3.0-or-later
// The observatory: what everybody may see, read from `publish` and from nothing else.
import type { Context } from '../../base/context.ts'
import type { App } from '../../base/http/index.ts'
import { apiPageRoute } from './api-page.ts'
import { bodyRoutes } from './body-pages.ts'
import { fixedRoutes } from './fixed-pages.ts'
import { homeRoute } from './home.ts'
import { methodRoute } from './method-page.ts'
import { serviceListRoute } from './service-list.ts'
import { servicePageRoute } from './service-page.ts'

export function observatoryRoutes(app: App, context: Context): void {
  homeRoute(app, context)
  serviceListRoute(app, context)
  servicePageRoute(app, context)
  bodyRoutes(app, context)
  methodRoute(app, context)
  fixedRoutes(app, context)
  apiPageRoute(app, context)
}
