// SPDX-License-Identifier: AGPL-3.0-or-later
// The reverse proxy the journey of deploy/single runs, Debian's. Where it is missing it is unpacked, not installed: an installed
// one would start to listen on this machine.
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../source-files.ts'
import { aptGet, canFetch, run } from './debian.ts'

const unpacked = join(projectRoot, 'node_modules/.cache/ascolto-nginx')
const places = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', join(unpacked, 'usr/sbin/nginx')]

/** What a test says that needs the proxy where there is none. */
export const withoutNginx = 'non eseguito: nginx assente (Debian: apt-get install nginx-light)'

/** @returns the path of nginx on this machine; null where there is none. */
export function findNginx(): string | null {
  return places.find((place) => existsSync(place)) ?? null
}

/**
 * Finds nginx and, where it is missing, unpacks Debian's package into the packages' cache: only as root and only with apt-get.
 * @param say told what is about to happen, and why it could not.
 */
export async function ensureNginx(say: (line: string) => void): Promise<string | null> {
  const found = findNginx()
  if (found !== null) return found
  if (!canFetch()) {
    say('nginx manca: le prove dietro il proxy non saranno eseguite. Installalo (Debian: apt-get install nginx-light).')
    return null
  }
  say('nginx manca: scarico il pacchetto di Debian nella cartella delle prove (solo la prima volta)…')
  mkdirSync(unpacked, { recursive: true })
  const done = (await aptGet(['update'])) && (await aptGet(['download', 'nginx'], unpacked))
  const archive = readdirSync(unpacked).find((name) => name.endsWith('.deb'))
  if (!done || archive === undefined || !(await run('/usr/bin/dpkg-deb', ['--extract', archive, '.'], unpacked)))
    say('Non sono riuscito ad avere nginx: le prove dietro il proxy non saranno eseguite.')
  return findNginx()
}
