// SPDX-License-Identifier: AGPL-3.0-or-later
// The one address under which people log in. Passkeys belong to it, SPID and CIE send people back to it; a name that only
// somebody else's DNS or proxy gives this server is none. Unconfigured, it is this very machine and nothing else.
import type { FastifyRequest } from 'fastify'
import type { Context } from '../../base/context.ts'
import { wrongAddress } from './errors.ts'

export interface Site {
  /** As browsers write it: https://ascolto.example. */
  readonly origin: string
  /** The name passkeys are bound to. */
  readonly rpId: string
}

/** @throws PlatformError in words when nobody can log in under the address of this request. */
export function siteOf({ config }: Pick<Context, 'config'>, { headers }: Pick<FastifyRequest, 'headers'>): Site {
  const { host = '' } = headers
  const configured = config.workspaceUrl ?? config.publicUrl
  if (configured === null) {
    if (/^localhost(:\d{1,5})?$/.test(host)) return { origin: `http://${host}`, rpId: 'localhost' }
    throw wrongAddress({ detail: unconfigured })
  }
  const url = URL.parse(configured)
  if (url === null || (url.protocol !== 'https:' && url.hostname !== 'localhost')) {
    throw wrongAddress({
      detail: `L’indirizzo configurato, «${configured}», non va bene: deve cominciare con https://.`,
    })
  }
  // A proxy may pass requests on under a name of its own; what the browser signed is checked in any case.
  if (host !== url.host && config.trustedProxy === 'no') {
    throw wrongAddress({ detail: `Apri ${url.origin}/area/accesso.` })
  }
  return { origin: url.origin, rpId: url.hostname }
}

const unconfigured =
  'Sul computer che ospita Ascolto usa http://localhost e la porta del server. Perché si possa accedere da altri computer, ' +
  'chi gestisce l’installazione indichi l’indirizzo pubblico in ASCOLTO_WORKSPACE_URL o ASCOLTO_PUBLIC_URL.'

/** The same page by the name it works under, for who typed a number of this machine; null for every other address. */
export function addressByName({ config }: Pick<Context, 'config'>, request: FastifyRequest): string | null {
  const numbered = /^(?:127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.exec(request.headers.host ?? '')
  if (!numbered || (config.workspaceUrl ?? config.publicUrl) !== null) return null
  return `http://localhost${numbered[1] ?? ''}${request.url}`
}
