// SPDX-License-Identifier: AGPL-3.0-or-later
// Addresses that take what sites of bodies already send, and answer as each expects: so that a body changes an address and
// nothing else. Whatever can be kept is answered as received; only what could not be kept is an error the person sees.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { badRequest, wrongType } from '../../base/errors.ts'
import type { App } from '../../base/http/index.ts'
import { allowingOrigin, openToSites, refuseStrangers, takingPlainText } from '../sites/cross-origin.ts'
import { deviceOf } from '../form/device.ts'
import type { Door } from '../form/door.ts'
import { asking } from '../asking.ts'
import { forms, readForm, type Form, type Given } from './forms.ts'
import { takeSubmission, type Received } from './take-submission.ts'

type Kept = Exclude<Received, { refused: unknown }>

/** What each component takes for a success. */
const replies: Readonly<Record<Form, (reply: FastifyReply, kept: Kept) => FastifyReply>> = {
  wordpress: (reply, { id }) => reply.send({ success: true, rating: { id } }),
  plone: (reply) => reply.status(204).send(),
  ponte: (reply) => reply.status(204).send(),
}

export function compatibilityRoutes(app: App, door: Door): void {
  const { context } = door
  const options = {
    config: { permission: 'public' },
    schema: { hide: true },
    onRequest: allowingOrigin(context),
    bodyLimit: 32_000,
  } as const
  takingPlainText(app, (scope) => {
    for (const form of forms) {
      const take = (request: FastifyRequest, reply: FastifyReply) => receive(door, form, request, reply)
      // Volto puts the path of the page and the name of its service behind the address of its server.
      const urls = form === 'plone' ? [`/v/:code/compat/plone`, '/v/:code/compat/plone/*'] : [`/v/:code/compat/${form}`]
      for (const url of urls) {
        openToSites(scope, context, url)
        scope.post(url, options, take)
      }
    }
  })
}

async function receive(door: Door, form: Form, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { code } = request.params as { code: string }
  const given = givenIn(form, request)
  const { found, version } = await asking(door.context, code)
  refuseStrangers(door.context, request, found)
  const held = door.gate.judge(request, found.touchpoint.id)
  const place = { found, version, device: deviceOf(request.headers), held }
  const received = await takeSubmission(door, place, form, readForm[form](given))
  if ('refused' in received) throw received.refused
  return replies[form](reply.header('cache-control', 'no-store'), received)
}

/** @throws PlatformError 415 for another type of content, 400 for what is no set of fields. */
function givenIn(form: Form, request: FastifyRequest): Given {
  const type = request.headers['content-type'] ?? ''
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(type)
  if (form === 'wordpress') {
    if (!isForm) throw wrongType()
    const fields = request.body as Given
    // The same address of WordPress does a hundred other things.
    if (fields['action'] !== 'save_rating') throw badRequest()
    return fields
  }
  const body = typeof request.body === 'string' ? fromJson(request.body) : request.body
  if (isForm || typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest()
  return body as Given
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
