// SPDX-License-Identifier: AGPL-3.0-or-later
// Linking the person's access to SPID and CIE, and taking the link away while a passkey is left.
import type { Context } from '../../../../base/context.ts'
import type { App } from '../../../../base/http/index.ts'
import { audit, linkSubject, listPasskeys, ofSession } from '../../../../bodies/index.ts'
import { workspaceRoute } from '../../route.ts'
import type { Attempts } from '../attempts.ts'
import { leave } from '../spid-routes.ts'

const url = '/area/profilo/spid'
const permission = 'account.keys'

export function linkRoutes(app: App, context: Context, attempts: Attempts): void {
  app.get(url, { config: { permission }, schema: { hide: true } }, async (request, reply) =>
    leave(context, attempts, request, reply, { kind: 'link', ...ofSession(request.access!.token) }),
  )
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${url}/scollega`, permission },
    async act({ context: scoped, access }) {
      const { id, pseudonym } = access.account
      const passkeys = await listPasskeys(scoped, id)
      if (passkeys.length > 0) {
        await linkSubject(scoped, id, null)
        await audit(scoped, { act: 'account.unlink', actor: pseudonym, subject: `account ${pseudonym}` })
      }
      return { redirect: '/area/profilo' }
    },
  })
}
