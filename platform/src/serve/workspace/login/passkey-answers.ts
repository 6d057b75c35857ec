// SPDX-License-Identifier: AGPL-3.0-or-later
// What the browser's script sends and gets: the answer of an authenticator as WebAuthn writes it in JSON, the way to go on, or
// what was wrong, in words.
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { PasskeyRefusal } from '../../../bodies/index.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './texts/passkey.json' with { type: 'json' }

const Text = Type.String({ maxLength: 20_000 })
const Credential = { id: Type.String({ maxLength: 2000 }), rawId: Text, type: Type.Literal('public-key') }
const extensions = Type.Record(Type.String(), Type.Unknown())

/** What an authenticator says when it uses a passkey. */
export const Assertion = Type.Object({
  answer: Type.Object({
    ...Credential,
    response: Type.Object({
      clientDataJSON: Text,
      authenticatorData: Text,
      signature: Text,
      userHandle: Type.Optional(Type.String({ maxLength: 200 })),
    }),
    clientExtensionResults: extensions,
  }),
  way: Type.Optional(Type.String({ maxLength: 2000 })),
})

/** What it says when it has made one. */
export const Attestation = Type.Object({
  answer: Type.Object({
    ...Credential,
    response: Type.Object({
      clientDataJSON: Text,
      attestationObject: Text,
      transports: Type.Optional(Type.Array(Type.String())),
    }),
    clientExtensionResults: extensions,
  }),
})

export const bodyLimit = 64_000

/** The script goes there. */
export function goOn(reply: FastifyReply, way: string): FastifyReply {
  return reply.header('cache-control', 'no-store').send({ way })
}

/** The script shows it. */
export function tell(reply: FastifyReply, message: string, status = 400): FastifyReply {
  return reply.status(status).header('cache-control', 'no-store').send({ message })
}

export function tellRefusal(reply: FastifyReply, why: PasskeyRefusal, language: WorkspaceLanguage): FastifyReply {
  return tell(reply, say(texts, language).refusals[why], 403)
}
