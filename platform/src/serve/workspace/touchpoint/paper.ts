// SPDX-License-Identifier: AGPL-3.0-or-later
// A touchpoint on paper: the QR code as a picture and as a sheet to print.
import QR from 'qr'
import type { Context } from '../../../base/context.ts'
import { dayOf } from '../../../base/day.ts'
import { raw } from '../../../base/html/index.ts'
import type { App } from '../../../base/http/index.ts'
import { versionFor } from '../../../catalogue/index.ts'
import { touchpointOf } from '../find-subject.ts'
import { workspaceRoute } from '../route.ts'
import { linkOf, onlyHereNotice, touchpointUrl } from './place.ts'
import { posterPage } from './poster-page.ts'

export function paperRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url: `${touchpointUrl}/qr.svg`, permission: 'service.read' },
    async act({ context: scoped, params, request }) {
      const found = await touchpointOf(scoped, params)
      const file = qrSvg(linkOf(scoped, request, found))
      return { file, type: 'image/svg+xml; charset=utf-8', name: `ascolto-${found.touchpoint.code}.svg` }
    },
  })
  workspaceRoute(app, context, {
    ...{ url: `${touchpointUrl}/cartello`, permission: 'service.read' },
    async act({ context: scoped, params, request, language }) {
      const found = await touchpointOf(scoped, params)
      const version = await versionFor(scoped, found.touchpoint.id, dayOf(scoped.now()))
      const link = linkOf(scoped, request, found)
      return {
        document: posterPage({ found, version, link, qr: raw(qrSvg(link)), warning: onlyHereNotice(link, language) }),
      }
    },
  })
}

export function qrSvg(link: string): string {
  return QR(link, 'svg', { ecc: 'medium', border: 4 })
}
