// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the pages about people are, who may change something there, and whom an address of theirs names.
import { notFound, type PlatformError } from '../../../base/errors.ts'
import type { Html } from '../../../base/html/index.ts'
import { findMember, isAllowed, type Body, type Member } from '../../../bodies/index.ts'
import { bodyOf, idOf } from '../find-subject.ts'
import { crumbs } from '../frame.ts'
import type { Call } from '../route.ts'
import { say } from '../words.ts'
import listTexts from './list.json' with { type: 'json' }
import personTexts from './person.json' with { type: 'json' }

export const membersUrl = '/area/enti/:ipa/persone'

export function membersPath({ ipaCode }: Pick<Body, 'ipaCode'>): string {
  return `/area/enti/${ipaCode}/persone`
}

export function membersCrumbs(language: Call['language'], body: Body): Html {
  return crumbs(
    language,
    { address: `/area/enti/${body.ipaCode}`, name: body.name },
    { address: membersPath(body), name: say(listTexts, language).title },
  )
}

export function mayManage({ access }: Call): boolean {
  return access.viewing === null && isAllowed(access, 'member.manage')
}

/** @throws PlatformError 404 for who does not work for the body of the address: the number of another body leads nowhere. */
export async function memberOf(call: Call): Promise<{ body: Body; member: Member }> {
  const { context, params } = call
  const body = await bodyOf(context, params)
  const member = await findMember(context, body.id, idOf(params['id']))
  if (!member) throw gone(call)
  return { body, member }
}

export function gone({ language }: Call): PlatformError {
  return notFound({ detail: say(personTexts, language).gone })
}
