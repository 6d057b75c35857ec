// SPDX-License-Identifier: AGPL-3.0-or-later
// What a request is about, from the names in its address: :ipa a body, :slug a service, :code a touchpoint. Asked with the
// platform's own rights, because whether the person may see it is decided with the answer.
import type { Context } from '../../base/context.ts'
import type { Subject } from './roles.ts'

export interface AddressNames {
  readonly ipa?: string
  readonly slug?: string
  readonly code?: string
}

/** @returns null when the address names nothing of the kind; undefined when what it names does not exist. */
export async function findSubject({ db }: Context, names: AddressNames): Promise<Subject | null | undefined> {
  const { ipa, slug, code } = names
  if (slug !== undefined) {
    const [row] = await db<Subject[]>`
      select body_id as "bodyId", id as "serviceId" from bodies.service where slug = ${plain(slug)}`
    return row
  }
  if (code !== undefined) {
    const [row] = await db<Subject[]>`
      select service.body_id as "bodyId", service.id as "serviceId"
      from bodies.touchpoint join bodies.service on service.id = service_id where code = ${plain(code)}`
    return row
  }
  if (ipa === undefined) return null
  const [row] = await db<Subject[]>`
    select id as "bodyId", null::bigint as "serviceId" from bodies.body where ipa_code = ${plain(ipa).toLowerCase()}`
  return row
}

/** PostgreSQL text holds no NUL. */
function plain(text: string): string {
  return text.replaceAll('\0', '')
}
