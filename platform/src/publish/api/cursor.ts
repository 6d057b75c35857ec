// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a list goes on. Opaque to its reader, but nothing secret: the last key that was given, and how far inside it.
import { badRequest } from '../../base/errors.ts'

export interface Place {
  readonly key: string
  readonly given: number
}

export function writeCursor({ key, given }: Place): string {
  return Buffer.from(JSON.stringify([key, given])).toString('base64url')
}

/** @throws PlatformError 400 when it is not one that a list gave. */
export function readCursor(cursor: string | undefined): Place {
  if (cursor === undefined) return { key: '', given: 0 }
  try {
    const [key, given] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof key === 'string' && !key.includes('\0') && Number.isSafeInteger(given) && Number(given) >= 0) {
      return { key, given: Number(given) }
    }
  } catch {
    // Said below, the same for everything that is not a cursor.
  }
  const message = 'Non è il valore «next» di una pagina precedente: ricomincia senza «cursor».'
  throw badRequest({ problems: [{ field: 'cursor', code: 'invalid', message }] })
}
