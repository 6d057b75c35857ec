// SPDX-License-Identifier: AGPL-3.0-or-later
// Slows down who tries what they do not know. Counted for a minute, in memory, by neighbourhood of the network under a key
// that is forgotten with the minute: no address is kept, and an office behind one address still comes in.
import { createHmac, randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Context } from '../../../base/context.ts'
import { tooManyAttempts } from './errors.ts'

/** What one neighbourhood may spend in a minute. */
const budget = 120
/** What a wrong attempt costs; what merely makes work costs 1. */
const wrong = 6

export class Attempts {
  readonly #context: Context
  #minute = 0
  #key = randomBytes(32)
  #spent = new Map<string, number>()

  constructor(context: Context) {
    this.#context = context
  }

  /** @throws PlatformError 429 when this neighbourhood has spent its budget. */
  admit(request: FastifyRequest, cost = 1): void {
    const place = this.#placeOf(request)
    const spent = (this.#spent.get(place) ?? 0) + cost
    if (spent > budget) throw tooManyAttempts({ retryAfter: 60 })
    this.#spent.set(place, spent)
  }

  noteWrong(request: FastifyRequest): void {
    this.#context.log.warn({ event: 'serve.login.refused', route: request.routeOptions.url })
    const place = this.#placeOf(request)
    this.#spent.set(place, (this.#spent.get(place) ?? 0) + wrong)
  }

  #placeOf(request: FastifyRequest): string {
    const minute = Math.floor(this.#context.now().getTime() / 60_000)
    if (minute !== this.#minute) {
      this.#minute = minute
      this.#key = randomBytes(32)
      this.#spent = new Map()
    }
    const network = networkOf(addressOf(request, this.#context.config.trustedProxy === 'yes'))
    return createHmac('sha256', this.#key).update(network).digest('base64url')
  }
}

/** Behind a proxy of ours, the address it has written last. */
function addressOf({ headers, socket }: FastifyRequest, behindProxy: boolean): string {
  const passedOn = behindProxy ? headers['x-forwarded-for'] : undefined
  const last = (Array.isArray(passedOn) ? passedOn.join(',') : passedOn)?.split(',').at(-1)?.trim()
  return last ?? socket.remoteAddress ?? ''
}

/** /24 of the old addresses, /48 of the new ones. */
function networkOf(address: string): string {
  return address.includes('.') ? address.split('.').slice(0, 3).join('.') : address.split(':').slice(0, 3).join(':')
}
