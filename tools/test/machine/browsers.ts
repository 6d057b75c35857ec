// SPDX-License-Identifier: AGPL-3.0-or-later
// The browsers the journeys run in. Playwright's own cannot be had everywhere, Debian's can.
import { existsSync } from 'node:fs'
import { readConfig } from '../../../platform/src/base/config/index.ts'
import { aptGet, canFetch } from './debian.ts'

const browsers = {
  chromium: {
    name: 'Chromium',
    variable: 'ASCOLTO_CHROMIUM',
    packages: ['chromium-headless-shell', 'chromium'],
    // First the one without windows: the same engine for a third less of the processor (decision 027). Debian's script in
    // /usr/bin would stay between us and the browser.
    places: [
      '/usr/lib/chromium/chromium-headless-shell',
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
    ],
  },
  firefox: {
    name: 'Firefox',
    variable: 'ASCOLTO_FIREFOX',
    packages: ['firefox-esr'],
    places: ['/usr/bin/firefox-esr', '/usr/bin/firefox'],
  },
} as const

export type BrowserName = keyof typeof browsers
export const browserNames = Object.keys(browsers) as BrowserName[]

export function nameOf(browser: BrowserName): string {
  return browsers[browser].name
}

/** What a test says that needs this browser where there is none. */
export function without(browser: BrowserName): string {
  const { name, variable, packages } = browsers[browser]
  return `non eseguito: ${name} assente (${variable}, o il pacchetto ${packages[0]})`
}

/** @returns the path of the browser: the configured one, else the one found on this machine; null where there is none. */
export function findBrowser(browser: BrowserName, config = readConfig()): string | null {
  const configured = config[browser]
  if (configured !== null) return existsSync(configured) ? configured : null
  return browsers[browser].places.find((place) => existsSync(place)) ?? null
}

/**
 * Finds the browser and, where it is missing, installs a package of Debian's: only as root and only with apt-get.
 * @param say told what is about to happen, and why it could not.
 */
export async function ensureBrowser(browser: BrowserName, say: (line: string) => void): Promise<string | null> {
  const found = findBrowser(browser)
  if (found !== null) return found
  const { name, packages } = browsers[browser]
  if (!canFetch()) {
    say(`${name} manca: le sue prove non saranno eseguite. Installalo (Debian: apt-get install ${packages[0]}).`)
    return null
  }
  say(`${name} manca: installo il pacchetto ${packages[0]} di Debian (solo la prima volta, un paio di minuti)…`)
  if (!(await install(packages))) say(`Non sono riuscito a installare ${name}: le sue prove non saranno eseguite.`)
  return findBrowser(browser)
}

/** @param found by name; what a child process has to know to find the same ones. */
export function browserEnvironment(found: Readonly<Partial<Record<BrowserName, string | null>>>) {
  const environment: Record<string, string> = {}
  for (const browser of browserNames) {
    const path = found[browser]
    if (path) environment[browsers[browser].variable] = path
  }
  return environment
}

/** @returns true as soon as one of the packages is there, tried in their order: older systems do not have all. */
async function install(packages: readonly string[]): Promise<boolean> {
  if (!(await aptGet(['update']))) return false
  for (const name of packages) if (await aptGet(['install', '-y', '--no-install-recommends', name])) return true
  return false
}
