// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a journey takes place: the real server with its worker on a free port, a database of its own, a real browser.
// Without that browser the journeys say that they were not run. Nobody sleeps: every wait is for a condition.
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Config } from '../platform/src/base/config/index.ts'
import type { Context } from '../platform/src/base/context.ts'
import { testDatabase } from '../platform/src/base/database/testing.ts'
import type { Person } from '../platform/src/bodies/testing.ts'
import { createServer } from '../platform/src/start/server.ts'
import { startWorker } from '../platform/src/start/worker.ts'
import { browserNames, findBrowser, nameOf, without, type BrowserName } from '../tools/test/machine/browsers.ts'
import { start } from './browsers.ts'

export interface Stage {
  readonly context: Context
  /** http://localhost:PORT */
  readonly address: string
  /** A page of a new person: nothing remembered; closed with the stage. */
  open(options?: BrowserContextOptions): Promise<Page>
  /** A page of somebody who is logged in: `person` comes from bodies/testing logIn. */
  openAs(person: Pick<Person, 'token'>, options?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

/** @param change of the configuration. */
export async function openStage(
  browserName: BrowserName,
  executablePath: string,
  change: Partial<Config> = {},
): Promise<Stage> {
  const database = await testDatabase()
  const context = { ...database.context, config: { ...database.context.config, ...change } }
  const server = await createServer(context)
  const worker = startWorker(context)
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  const address = `http://localhost:${(server.app.server.address() as AddressInfo).port}`
  const browser = await start[browserName](executablePath)
  const open = async (options: BrowserContextOptions = {}): Promise<Page> =>
    (await browser.newContext({ baseURL: address, locale: 'it-IT', ...options })).newPage()
  return {
    ...{ context, address, open },
    async openAs({ token }, options = {}) {
      const page = await open(options)
      const { hostname: domain } = new URL(address)
      const bounds = { domain, path: '/', httpOnly: true, secure: true, sameSite: 'Lax' } as const
      await page.context().addCookies([{ name: '__Host-ascolto', value: token, ...bounds }])
      return page
    },
    async close() {
      await browser.close()
      await worker.stop()
      await server.close()
      await database.close()
    },
  }
}

type Journey = (name: string, run: (stage: Stage) => Promise<void>) => void

/** The journeys of one person, on one stage. `prepare` sets the stage once, before the first; `change` is of its configuration. */
export function journeysOf(
  person: string,
  define: (journey: Journey) => void,
  prepare?: Parameters<Journey>[1],
  change?: () => Promise<Partial<Config>>,
): void {
  journeysIn('chromium', person, define, prepare, change)
}

/** The same in each of the browsers, one after the other. */
export function journeysInEveryBrowser(...journeys: Parameters<typeof journeysOf>): void {
  const [person, ...others] = journeys
  for (const browser of browserNames) journeysIn(browser, `${person}, in ${nameOf(browser)}`, ...others)
}

function journeysIn(browser: BrowserName, ...journeys: Parameters<typeof journeysOf>): void {
  const [person, define, prepare, change] = journeys
  const executable = findBrowser(browser)
  describe(person, () => {
    let stage: Stage | undefined
    before(async () => {
      if (executable === null) return
      stage = await openStage(browser, executable, await change?.())
      await prepare?.(stage)
    })
    after(async () => stage?.close())
    define((name, run) =>
      test(name, async (t) => {
        if (stage === undefined) return t.skip(without(browser))
        await run(stage)
      }))
  })
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** @throws AssertionError naming what axe found against WCAG 2.2 AA and good practice. */
export async function assertAccessible(page: Page): Promise<void> {
  // A heading may be there while the rest of the page still comes: axe would judge half of it.
  await page.waitForLoadState('load')
  // Legacy: frames of other origins, of which there are none, stay out, and no second page is opened to put results together.
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode()
    .withTags(standards)
    .analyze()
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html).join(' | ')})`)
  assert.deepEqual(found, [], `axe on ${page.url()}`)
}

/** Reloads until the page says it: answers are counted by a worker, in its own time, yet not for ever. */
export async function reloadUntil(page: Page, words: string): Promise<void> {
  for (let reloads = 0; (await page.getByText(words).count()) === 0; reloads++) {
    assert.ok(reloads < 300, `${page.url()} never says «${words}»`)
    await page.reload()
  }
}

/** For what is done on a page: whether to wait until it stands still. Without scripts Firefox tells nobody of its frames. */
export function patience(javaScriptEnabled: boolean): { force: boolean } {
  return { force: !javaScriptEnabled }
}

/** @throws AssertionError when the page must be scrolled sideways to be read. */
export async function assertNoSidewaysScroll(page: Page): Promise<void> {
  const { wide, seen } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    seen: document.documentElement.clientWidth,
  }))
  assert.ok(wide <= seen, `${page.url()} is ${wide} px wide in a window of ${seen}`)
}

/** @throws AssertionError when anything was left in the browser: cookies, storage, databases, caches, workers. */
export async function assertNothingStored(page: Page): Promise<void> {
  assert.deepEqual(await page.context().cookies(), [])
  const left = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }))
  assert.deepEqual(left, { local: 0, session: 0, databases: 0, caches: 0, workers: 0 })
}
