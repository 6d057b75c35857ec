// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether what goes to the database can be read or answered by somebody in between: answers on their way have no other shelter.
import type { Context } from '../base/context.ts'

export interface Connection {
  /** Without a network, or within this machine. */
  readonly here: boolean
  readonly encrypted: boolean
  /** What the address asks for, as sslmode or ssl. */
  readonly mode: string | null
}

/** @returns Italian. With `require` the driver encrypts, and takes any certificate. */
export function judgeConnection({ here, encrypted, mode }: Connection): { ok: boolean; detail: string } {
  if (here) return { ok: true, detail: 'non lascia questa macchina' }
  if (!encrypted)
    return { ok: false, detail: 'passa in chiaro per la rete: aggiungi ?sslmode=verify-full a DATABASE_URL' }
  if (mode === 'verify-full') return { ok: true, detail: 'cifrato, e il certificato del server è verificato' }
  return { ok: false, detail: 'cifrato, ma con qualunque certificato: scrivi sslmode=verify-full in DATABASE_URL' }
}

export async function examineConnection({
  db,
  config,
}: Context): Promise<{ name: string; ok: boolean; detail: string }> {
  const [row] = await db<Pick<Connection, 'here' | 'encrypted'>[]>`
    select inet_server_addr() is null or inet_server_addr() = inet_client_addr() as here,
           coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as encrypted`
  const mode = /[?&]ssl(?:mode)?=([\w-]+)/.exec(config.databaseUrl ?? '')?.[1] ?? null
  return { name: 'collegamento al database', ...judgeConnection({ ...row!, mode }) }
}
