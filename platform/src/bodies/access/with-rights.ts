// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs an act with the rights of the person alone: one transaction, as a database role that sees nothing by itself, with what
// the person's roles open written into the transaction's settings (policies of migration 0008). It does not rely on the guard
// having asked: a page that forgot to would find no rows. The act and its entry in the log are there together or not at all.
import type { Context } from '../../base/context.ts'
import { hasRole, workspaceRole, type Sql } from '../../base/database/index.ts'
import type { Session } from '../sessions/session.ts'

const second = new WeakMap<object, Promise<boolean>>()

/** @param act must use the context it is given, and reply only with what this function returns: then it is committed. */
export async function withRights<Result>(
  context: Context,
  session: Session,
  act: (scoped: Context) => Promise<Result>,
): Promise<Result> {
  const hasLock = await (second.get(context.memory) ?? remember(context))
  return (await context.db.begin(async (transaction) => {
    const settings = Object.entries(settingsOf(session)).map(([name, value]) => [`ascolto.${name}`, value])
    if (hasLock) settings.push(['role', workspaceRole])
    await transaction`
      select set_config(name, value, true)
      from unnest(${settings.map(([name]) => name!)}::text[], ${settings.map(([, value]) => value!)}::text[])
        with ordinality as given (name, value, place) order by place`
    // A memory of its own: what this person may not see must neither come from what others read nor be remembered for them.
    const scoped = { ...context, db: transaction as unknown as Sql, memory: {}, language: session.account.language }
    return act(scoped)
  })) as Result
}

/** A server whose user may not create roles goes without the second lock; `./ascolto doctor` says so. */
function remember(context: Context): Promise<boolean> {
  const asked = hasRole(context.db, workspaceRole)
  second.set(context.memory, asked)
  return asked
}

function settingsOf({ account, memberships, viewing }: Session): Record<string, string> {
  const bodies = memberships.filter(({ bodyId }) => bodyId !== null)
  // Who looks at the workspace as another body changes nothing, whatever other roles they have.
  const looking = viewing !== null
  const free = bodies.filter(({ held }) => !held && !looking)
  const of = (roles: readonly string[], among = bodies): (number | null)[] =>
    among.filter(({ role }) => roles.includes(role)).map(({ bodyId }) => bodyId)
  const entrusted = (among: typeof bodies): number[] =>
    among.filter(({ role }) => role === 'service-owner').flatMap(({ services }) => services)
  const central = (...roles: string[]): boolean =>
    memberships.some(({ role, bodyId }) => bodyId === null && roles.includes(role))
  return {
    account: list([account.id]),
    bodies: list([...of(['administrator', 'analyst', 'suggestion-reader']), ...(looking ? [viewing] : [])]),
    services: list(entrusted(bodies)),
    oversees: list(of(['administrator'])),
    administers: list(of(['administrator'], free)),
    tends: list(entrusted(free)),
    everything: flag(central('programme-manager', 'methodologist', 'publisher')),
    governs: flag(central('programme-manager') && !looking),
    assigns: flag(central('methodologist') && !looking),
    decides: flag(central('programme-manager', 'methodologist', 'publisher') && !looking),
    audits: flag(central('auditor')),
    blind: flag(looking),
  }
}

const list = (ids: readonly (number | null)[]): string => `{${ids.join(',')}}`
const flag = (on: boolean): string => (on ? 'on' : 'off')
