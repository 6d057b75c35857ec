// SPDX-License-Identifier: AGPL-3.0-or-later
// The browser the journeys run in. Playwright's own cannot be had everywhere, Debian's can.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { childEnvironment, readConfig } from '../../platform/src/base/config/index.ts'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** What a test says that needs a browser where there is none. */
export const withoutChromium = 'non eseguito: Chromium assente (ASCOLTO_CHROMIUM, o il pacchetto chromium)'

/** @returns the path of Chromium: the configured one, else the one found on this machine; null where there is none. */
export function findChromium({ chromium } = readConfig()): string | null {
  if (chromium !== null) return existsSync(chromium) ? chromium : null
  return places.find((place) => existsSync(place)) ?? null
}

/**
 * Finds Chromium and, where it is missing, installs Debian's package: only as root and only with apt-get.
 * @param say told what is about to happen, and why it could not.
 */
export async function ensureChromium(say: (line: string) => void): Promise<string | null> {
  const found = findChromium()
  if (found !== null) return found
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    say('Chromium manca: le prove nel browser non saranno eseguite. Installalo (Debian: apt-get install chromium).')
    return null
  }
  say('Chromium manca: installo il pacchetto chromium di Debian (solo la prima volta, un paio di minuti)…')
  const done = (await aptGet('update')) && (await aptGet('install', '-y', '--no-install-recommends', 'chromium'))
  if (!done) say('Non sono riuscito a installare Chromium: le prove nel browser non saranno eseguite.')
  return findChromium()
}

function aptGet(...options: string[]): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  spawn('/usr/bin/apt-get', ['-q', ...options], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: childEnvironment({ DEBIAN_FRONTEND: 'noninteractive' }),
  })
    .once('error', () => resolve(false))
    .once('close', (code) => resolve(code === 0))
  return promise
}
