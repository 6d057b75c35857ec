// SPDX-License-Identifier: AGPL-3.0-or-later
// The two buttons of every page: out, and the other language.
import type { Context } from '../../../base/context.ts'
import type { App } from '../../../base/http/index.ts'
import { audit, dropSession, endSession, safeWay, setLanguage, wayBack } from '../../../bodies/index.ts'
import { workspaceRoute } from '../route.ts'

export function sessionRoutes(app: App, context: Context): void {
  app.post(
    '/area/uscita',
    { config: { permission: 'account', evenViewing: true }, schema: { hide: true } },
    async (request, reply) => {
      const { token, account } = request.access!
      await endSession(context, token)
      const { pseudonym } = account
      await audit(context, { act: 'session.end', actor: pseudonym, subject: `account ${pseudonym}` })
      dropSession(reply)
      // What a browser may have kept against our word goes with the session; its cookie has just gone.
      reply.header('clear-site-data', '"cache", "storage"')
      return reply.header('cache-control', 'no-store').redirect('/area/accesso?uscita=1', 303)
    },
  )
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: '/area/lingua', permission: 'account', evenViewing: true },
    async act({ context: scoped, access, given, request }) {
      const { language } = given
      if (language === 'it' || language === 'en') await setLanguage(scoped, access.account.id, language)
      return { redirect: safeWay(wayBack(request)) }
    },
  })
}
