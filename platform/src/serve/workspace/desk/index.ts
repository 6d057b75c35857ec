// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk: a touchpoint's questions on a sheet of paper, and the page where its answers are typed in.
import type { Context } from '../../../base/context.ts'
import type { App } from '../../../base/http/index.ts'
import type { Collect } from '../../../collect/index.ts'
import { deskPageRoutes } from './desk-page.ts'
import { sheetRoute } from './sheet.ts'
import { typingRoutes } from './typing-page.ts'

export function deskRoutes(app: App, context: Context, collect: Pick<Collect, 'takeSheet'>): void {
  deskPageRoutes(app, context)
  sheetRoute(app, context)
  typingRoutes(app, context, collect)
}
