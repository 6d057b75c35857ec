// SPDX-License-Identifier: AGPL-3.0-or-later
// The two browsers of the journeys, driven alike. Debian's Firefox is driven by WebDriver BiDi, the standard, as Playwright's
// channel for Mozilla's own builds does; what BiDi cannot set there yet (scripts off, dark, less motion, forced colours) is set by preferences, in a
// Firefox of its own.
import { chromium, firefox, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core'
import type { BrowserName } from '../tools/test/machine/browsers.ts'
import { chromiumFlags } from './chromium-flags.ts'

export interface Running {
  /** A new person at the browser: nothing remembered. */
  newContext(options: BrowserContextOptions): Promise<BrowserContext>
  close(): Promise<void>
}

export const start: Readonly<Record<BrowserName, (executablePath: string) => Promise<Running>>> = {
  chromium: (executablePath) => chromium.launch({ executablePath, args: chromiumFlags }),
  firefox: async (executablePath) => new Firefoxes(executablePath),
}

type Preferences = Record<string, string | number | boolean>

class Firefoxes implements Running {
  readonly #executablePath: string
  readonly #running = new Map<string, Promise<Browser>>()

  constructor(executablePath: string) {
    this.#executablePath = executablePath
  }

  async newContext(options: BrowserContextOptions): Promise<BrowserContext> {
    const preferences = preferencesOf(options)
    const name = JSON.stringify(preferences)
    const browser = this.#running.get(name) ?? launch(this.#executablePath, preferences)
    this.#running.set(name, browser)
    return await (await browser).newContext(options)
  }

  async close(): Promise<void> {
    for (const browser of this.#running.values()) await (await browser).close()
  }
}

/** Playwright loses sight of a page that Firefox takes out of its memory when a person goes back. */
const alwaysLoad = { 'browser.sessionhistory.max_total_viewers': 0 }

function preferencesOf(options: BrowserContextOptions): Preferences {
  const { javaScriptEnabled = true, colorScheme, reducedMotion, forcedColors } = options
  return {
    ...alwaysLoad,
    'javascript.enabled': javaScriptEnabled,
    'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? 0 : 1,
    'ui.prefersReducedMotion': reducedMotion === 'reduce' ? 1 : 0,
    // 2: the person's colours always; 0: only where the system says so.
    'browser.display.document_color_use': forcedColors === 'active' ? 2 : 0,
  }
}

async function launch(executablePath: string, firefoxUserPrefs: Preferences): Promise<Browser> {
  const browser = await firefox.launch({ channel: 'moz-firefox', executablePath, firefoxUserPrefs })
  leaveOut(browser, 'emulation.setMediaFeaturesOverride')
  return browser
}

interface Inside {
  readonly _connection: { toImpl(browser: Browser): { readonly _browserSession: Session } }
}
interface Session {
  send(command: string, parameters: unknown): Promise<unknown>
}

/** Playwright gives this command with every context and Debian's Firefox does not know it: without it no page would open. */
function leaveOut(browser: Browser, unknown: string): void {
  const session = (browser as unknown as Inside)._connection.toImpl(browser)._browserSession
  const send = session.send.bind(session)
  session.send = async (command, parameters) => (command === unknown ? undefined : send(command, parameters))
}
