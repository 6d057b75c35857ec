// SPDX-License-Identifier: AGPL-3.0-or-later
// The real browser of the journeys: Debian's Chromium, or the one named by ASCOLTO_CHROMIUM. Nothing of it leaves the machine.
import { existsSync } from 'node:fs'
import { readConfig } from '../platform/src/base/config/index.ts'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Path of the browser, undefined when there is none. */
export function findChromium(): string | undefined {
  return readConfig().chromium ?? places.find((path) => existsSync(path))
}
