// SPDX-License-Identifier: AGPL-3.0-or-later
// What a page of the workspace is about, from its address, and what its form has sent.
import type { Context } from '../../base/context.ts'
import { notFound } from '../../base/errors.ts'
import { findBody, findService, findTouchpoint } from '../../bodies/index.ts'
import type { Body, FoundTouchpoint, Service } from '../../bodies/index.ts'

/** @throws PlatformError 404 for a code the registry does not know. */
export async function bodyOf(context: Context, params: unknown): Promise<Body> {
  const body = await findBody(context, (params as { ipa: string }).ipa)
  if (!body) throw notFound({ detail: 'Il registro non ha nessun ente con questo codice.' })
  return body
}

/** @throws PlatformError 404 for a slug no service has. */
export async function serviceOf(context: Context, params: unknown): Promise<{ service: Service; body: Body }> {
  const found = await findService(context, (params as { slug: string }).slug.replaceAll('\0', ''))
  if (!found) throw notFound({ detail: 'Non c’è nessun servizio con questo indirizzo.' })
  return found
}

/** @throws PlatformError 404 for a code nobody made. */
export async function touchpointOf(context: Context, params: unknown): Promise<FoundTouchpoint> {
  const { code } = params as { code: string }
  const found = /^[0-9a-z]{1,12}$/.test(code) ? await findTouchpoint(context, code) : undefined
  if (!found) throw notFound({ detail: 'Non c’è nessun punto di contatto con questo codice.' })
  return found
}

/** A form that is empty or of another type gives no fields. */
export function givenIn(form: unknown): Record<string, unknown> {
  return typeof form === 'object' && form !== null ? { ...form } : {}
}

/** The number in an address or a form. @throws PlatformError 404 for what is none of ours. */
export function idOf(given: unknown): number {
  const id = typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : 0
  if (id === 0) throw notFound()
  return id
}
