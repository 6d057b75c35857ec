// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: the workspace over HTTP, browsers that keep their cookies, and the whole way in with a passkey.
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Config } from '../../../base/config/index.ts'
import type { Context } from '../../../base/context.ts'
import { testDatabase } from '../../../base/database/testing.ts'
import { createApp, type App } from '../../../base/http/index.ts'
import { accessGuard, createInvitation, invitationPath, type NewInvitation } from '../../../bodies/index.ts'
import { TestAuthenticator, type Faults } from '../../../bodies/passkeys/testing.ts'
import { assets } from '../../assets/index.ts'
import { workspaceRoutes } from '../index.ts'

export const origin = 'http://localhost:8080'

export interface Workspace {
  readonly app: App
  readonly context: Context
  /** The clock: tests move it. */
  now: Date
  /** A browser of somebody new. */
  browser(): TestBrowser
  /** Somebody who comes in by an invitation with these words. */
  newcomer(invited?: Partial<NewInvitation>): Promise<Newcomer>
}

export interface Newcomer {
  readonly browser: TestBrowser
  readonly device: TestAuthenticator
}

export async function testWorkspace(config: Partial<Config> = {}): Promise<Workspace> {
  const clock = { now: new Date() }
  const database = await testDatabase({ now: () => clock.now })
  const context = { ...database.context, config: { ...database.context.config, ...config } }
  const app = await createApp(context, accessGuard(context))
  assets(app)
  workspaceRoutes(app, context, { takeSheet: () => Promise.reject(new Error('no paper here')) })
  const browser = () => new TestBrowser(app)
  return Object.assign(clock, {
    ...{ app, context, browser },
    async newcomer(invited: Partial<NewInvitation> = {}) {
      const token = await createInvitation(context, {
        ...{ purpose: 'member', role: 'programme-manager', name: 'Ada Neri', email: 'ada@ente.example' },
        ...invited,
      })
      const newcomer = { browser: browser(), device: new TestAuthenticator(origin) }
      const reply = await newcomer.browser.make(newcomer.device, `${invitationPath(token)}/passkey`)
      if (reply.statusCode !== 200) throw new Error(`the invitation was not taken: ${reply.body}`)
      return newcomer
    },
  })
}

/** Sends what a browser on our own pages sends, and keeps its cookies. */
export class TestBrowser {
  readonly cookies = new Map<string, string>()
  /** What every request carries besides. */
  headers: Record<string, string> = {}
  readonly #app: App

  constructor(app: App) {
    this.#app = app
  }

  get(url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.#send({ method: 'GET', url, headers: { accept: 'text/html', ...headers } })
  }

  /** Sends a form; on pages of a session `_csrf` is taken from the last page that had one. */
  post(url: string, fields: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    const payload = new URLSearchParams({
      ...(this.#form !== undefined && { _csrf: this.#form }),
      ...fields,
    }).toString()
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }
    return this.#send({ method: 'POST', url, payload, headers })
  }

  /** What the page's script sends. */
  postJson(url: string, content: object): Promise<LightMyRequestResponse> {
    const headers = { ...(this.#form !== undefined && { 'x-ascolto-form': this.#form }) }
    return this.#send({ method: 'POST', url, payload: content, headers })
  }

  /** Makes a passkey at this address. */
  async make(
    device: TestAuthenticator,
    address: string,
    given: object = {},
    faults?: Faults,
  ): Promise<LightMyRequestResponse> {
    const options = await this.postJson(`${address}/opzioni`, given)
    if (options.statusCode !== 200) return options
    return this.postJson(address, { ...given, answer: device.create(options.json(), faults) })
  }

  /** Uses one. */
  async use(
    device: TestAuthenticator,
    address = '/area/accesso/passkey',
    given: object = {},
    faults?: Faults,
  ): Promise<LightMyRequestResponse> {
    const options = await this.postJson(`${address}/opzioni`, given)
    if (options.statusCode !== 200) return options
    return this.postJson(address, { ...given, answer: device.get(options.json(), faults) })
  }

  #form: string | undefined

  async #send({ headers, ...request }: InjectOptions): Promise<LightMyRequestResponse> {
    const cookie = Array.from(this.cookies, ([name, value]) => `${name}=${value}`).join('; ')
    const own = { host: new URL(origin).host, 'sec-fetch-site': 'same-origin', ...(cookie !== '' && { cookie }) }
    const reply = await this.#app.inject({ ...request, headers: { ...own, ...headers, ...this.headers } })
    for (const { name, value } of reply.cookies) {
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    this.#form = /name="_csrf" value="([\w-]+)"/.exec(reply.body)?.[1] ?? this.#form
    return reply
  }
}
