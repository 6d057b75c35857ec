// SPDX-License-Identifier: AGPL-3.0-or-later
// docs/reference/roles.md: who may call which route, on whose things. Made from the routes of the real server and from
// bodies/access, so that a route that is not in it does not exist.
import type { DeclaredRoute } from '../../platform/src/base/http/index.ts'
import {
  isPermission,
  permissionNames,
  permissions,
  reachOfRoute,
  roleNames,
  roles,
  type Reach,
} from '../../platform/src/bodies/index.ts'
import { code, page, table } from './markdown.ts'
import { withServer } from './with-server.ts'

const opening = `Deny by default: a route declares its permission or the server does not start, and a role that is not named for a
permission does not have it. \`platform/src/start/access/roles.test.ts\` asks the running server about every cell below, on the own body
and on another one, also for who has no role, whose role has expired or was taken away, and whose body is held.`

const legend = `In the cells: **own body**, the body the role is in; **own services**, of that body the services entrusted to the person;
**every body**; **viewing**, reading as the body support looks at the workspace as, without any answer data; **self**, it is about the
person alone; a dash, no. *Fresh*: the person must have proved who they are in the last ten minutes. *Writes*: not while the adhesion of
the body is suspended or closed.`

const cells: Readonly<Record<Reach, string>> = {
  none: '–',
  self: 'self',
  'own services': 'own services',
  'own body': 'own body',
  viewing: 'viewing',
  'every body': 'every body',
}

export async function renderRoles(): Promise<string> {
  const routes = await withServer(async ({ app }) => app.declaredRoutes.filter(({ method }) => method !== 'HEAD'))
  return page('Roles and routes', '`bodies/access/*.json` and the routes of the server', [
    opening,
    '## Roles',
    roleTable(),
    '## Permissions',
    permissionTable(),
    '## Routes of the workspace',
    legend,
    routeTable(routes),
    '## Routes open to everybody',
    'They show what is public, take answers, or are the way in. Each is written in the test too: nobody opens one by mistake.',
    list(routes, 'public'),
    '## Routes for this machine',
    'From the machine itself, through no proxy.',
    list(routes, 'machine'),
  ])
}

function roleTable(): string {
  const rows = roleNames.map((name) => {
    const { central, name: names, can } = roles[name]
    return [code(name), names.it, central ? 'central' : 'in a body', can.en]
  })
  return table(['Role', 'On screen', 'Where', 'What for'], rows)
}

function permissionTable(): string {
  const rows = permissionNames.map((name) => {
    const { words, fresh, writes } = permissions[name]
    return [code(name), words, [...(fresh ? ['fresh'] : []), ...(writes ? ['writes'] : [])].join(', ')]
  })
  return table(['Permission', 'In Italian', ''], rows)
}

const byUrl = (a: DeclaredRoute, b: DeclaredRoute): number => (`${a.url} ${a.method}` < `${b.url} ${b.method}` ? -1 : 1)

function routeTable(routes: readonly DeclaredRoute[]): string {
  const rows = routes.toSorted(byUrl).flatMap(({ method, url, permission }) => {
    if (!isPermission(permission)) return []
    const reaches = roleNames.map((role) => cells[reachOfRoute(role, permission, { method, url })])
    return [[`${method} ${code(url)}`, code(permission), ...reaches]]
  })
  return table(['Route', 'Permission', ...roleNames], rows)
}

function list(routes: readonly DeclaredRoute[], wanted: string): string {
  const chosen = routes.filter(({ permission }) => permission === wanted).toSorted(byUrl)
  return chosen.map(({ method, url }) => `- ${method} ${code(url)}`).join('\n')
}
