// SPDX-License-Identifier: AGPL-3.0-or-later
// Who SPID or CIE say it is. The fiscal number is used once, to make an HMAC of it with a secret of this installation, and is
// neither kept nor logged: the database alone cannot tell whose account it is, nor be searched by fiscal numbers.
import { createHmac } from 'node:crypto'
import * as openid from 'openid-client'
import type { Context } from '../../base/context.ts'
import { secret } from '../../base/database/index.ts'

export interface Identity {
  /** HMAC of the fiscal number. */
  readonly subject: Buffer
  readonly name?: string
}

type Claims = Readonly<Record<string, unknown>>
type Tokens = Awaited<ReturnType<typeof openid.authorizationCodeGrant>>

const attribute = (name: string): string => `https://attributes.eid.gov.it/${name}`

/** What the broker is asked to tell about the person, where it takes such wishes. */
export const wantedClaims = {
  userinfo: {
    [attribute('fiscal_number')]: { essential: true },
    given_name: null,
    family_name: null,
  },
} as const

/** @returns undefined when the broker tells no fiscal number. @throws Error when it answers wrongly, or not at all. */
export async function personOf(
  context: Context,
  client: openid.Configuration,
  tokens: Tokens,
): Promise<Identity | undefined> {
  const asserted = tokens.claims()!
  let claims: Claims = asserted
  if (fiscalNumber(claims) === undefined && client.serverMetadata().userinfo_endpoint !== undefined) {
    const more = await openid.fetchUserInfo(client, tokens.access_token, asserted.sub)
    claims = { ...asserted, ...more }
  }
  const number = fiscalNumber(claims)
  if (number === undefined) return undefined
  const name = nameIn(claims)
  return { subject: await subjectOf(context, number), ...(name !== undefined && { name }) }
}

/** @param number without prefix, in capitals. */
export async function subjectOf({ db }: Context, number: string): Promise<Buffer> {
  return createHmac('sha256', await secret(db, 'fiscal-number'))
    .update(number)
    .digest()
}

/** A fiscal code of a person, or the provisional one of eleven figures. */
const form = /^(?:[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]|\d{11})$/

function fiscalNumber(claims: Claims): string | undefined {
  const value = claims[attribute('fiscal_number')] ?? claims['fiscalNumber'] ?? claims['fiscal_number']
  if (typeof value !== 'string') return undefined
  const number = value
    .trim()
    .toUpperCase()
    .replace(/^TINIT-/, '')
  return form.test(number) ? number : undefined
}

function nameIn(claims: Claims): string | undefined {
  const first = (...names: string[]): unknown =>
    names.map((name) => claims[name]).find((value) => typeof value === 'string')
  const whole = [
    first('given_name', attribute('name'), attribute('given_name')),
    first('family_name', attribute('family_name')),
  ]
  const text = whole.every((part) => part !== undefined) ? whole.join(' ') : first('name')
  if (typeof text !== 'string') return undefined
  return (
    text
      .replace(/[\u0000-\u001f\u007f]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200) || undefined
  )
}
