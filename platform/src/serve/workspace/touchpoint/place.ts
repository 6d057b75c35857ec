// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages of a touchpoint have in common: where it is, for people and in the workspace, and what may be done here.
import type { FastifyRequest } from 'fastify'
import type { Context } from '../../../base/context.ts'
import { notFound } from '../../../base/errors.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { isAllowed, type FoundTouchpoint, type Touchpoint } from '../../../bodies/index.ts'
import { touchpointOf } from '../find-subject.ts'
import { crumbs } from '../frame.ts'
import type { Call } from '../route.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './page.json' with { type: 'json' }

export const touchpointUrl = '/area/punti/:code'

export function pathOf({ code }: Pick<Touchpoint, 'code'>): string {
  return `/area/punti/${code}`
}

/** Below its body and its service; `more` is the touchpoint itself on pages below it. */
export function touchpointCrumbs({ language }: Call, { service, body }: FoundTouchpoint, ...more: Touchpoint[]): Html {
  return crumbs(
    language,
    { address: `/area/enti/${body.ipaCode}`, name: body.name },
    { address: `/area/servizi/${service.slug}`, name: service.name },
    ...more.map((touchpoint) => ({ address: pathOf(touchpoint), name: touchpoint.name })),
  )
}

/** A path as people outside reach it: under the configured address, else the one this request came by. */
export function publicAddress({ config }: Context, request: FastifyRequest, path: string): string {
  return (config.publicUrl ?? `${request.protocol}://${request.host}`) + path
}

/** Where the question is put. */
export function linkOf(context: Context, request: FastifyRequest, { touchpoint }: FoundTouchpoint): string {
  return publicAddress(context, request, `/v/${touchpoint.code}`)
}

/** Whether the link leads nowhere from another machine. */
export function isOnlyHere(link: string): boolean {
  const name = new URL(link).hostname
  return name === 'localhost' || name.endsWith('.localhost') || name.startsWith('127.') || name === '[::1]'
}

/** What should be known before such a link is given out or printed. */
export function onlyHereNotice(link: string, language: WorkspaceLanguage): Html {
  if (!isOnlyHere(link)) return html``
  const said = say(texts, language)
  return html`<p class="notice notice-warm"><strong>${said.onlyHere}</strong> ${said.onlyHereAdvice}</p>`
}

/** Data of another tool arrive at such a touchpoint; nobody asks there, and there is nothing to change. */
export function isImported({ channel }: Touchpoint): boolean {
  return channel === 'import'
}

/** @throws PlatformError 404 where data of another tool arrive. */
export async function peoplesTouchpoint({ context, params }: Call): Promise<FoundTouchpoint> {
  const found = await touchpointOf(context, params)
  if (isImported(found.touchpoint)) throw notFound()
  return found
}

/** @throws PlatformError 404 also where it asks as another touchpoint. */
export async function askingTouchpoint(call: Call): Promise<FoundTouchpoint> {
  const found = await peoplesTouchpoint(call)
  if (found.touchpoint.mergedInto !== null) throw notFound()
  return found
}

export function mayEdit({ access }: Call): boolean {
  return isAllowed(access, 'service.edit') && access.viewing === null
}
