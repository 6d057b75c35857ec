// SPDX-License-Identifier: AGPL-3.0-or-later
// Which methods an address knows, so that another one is told them (RFC 9110, 405) instead of hearing that nothing is there.
import type { App } from './app.ts'

/** @returns the methods of an address, in order; none for an address without a route. */
export function rememberMethods(app: App): (url: string) => string[] {
  const routes: { readonly path: RegExp; readonly methods: readonly string[] }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    const path = url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part === '*' ? '.*' : RegExp.escape(part)))
      .join('/')
    routes.push({ path: new RegExp(`^${path}/?$`), methods: [method].flat() })
  })
  return (url) => {
    const [path = ''] = url.split('?', 1)
    return [...new Set(routes.filter((route) => route.path.test(path)).flatMap(({ methods }) => methods))].toSorted()
  }
}
