// SPDX-License-Identifier: AGPL-3.0-or-later
// Instrument versions by hash and by their short id. A version never changes, so what was read once is kept for ever.
import { hashDocument, layoutOf, parseDocument } from '@ascolto/questionnaire'
import type { InstrumentDocument, InstrumentVersion, Layout } from '@ascolto/questionnaire'
import { belonging } from '../base/memory/belonging.ts'
import type { Context } from '../base/context.ts'
import { dayOf } from '../base/day.ts'
import { damagedVersion } from './errors.ts'

export interface Version {
  /** The short form in answers and in the cube; of this installation alone. */
  readonly id: number
  /** SHA-256 of the canonical JSON of the document: the same everywhere. */
  readonly hash: string
  readonly document: InstrumentDocument
  readonly layout: Layout
}

/** By database: versions are nobody's own, so every context on it shares them. */
const known = belonging<Context['publicDb'], Map<number, Version>>(() => new Map())

/** @returns the version's id; the same for the same document, whoever else stores it at the same moment. */
export async function ensureVersion({ db, now }: Context, { hash, document }: InstrumentVersion): Promise<number> {
  const [found] = await db<{ id: number }[]>`select id from catalogue.instrument_version where hash = ${hash}`
  if (found) return found.id
  const row = {
    ...{ hash, instrument: document.instrument, model: document.model },
    ...{ document: db.json(document as never), created_on: dayOf(now()) },
  }
  await db`insert into catalogue.instrument_version ${db(row)} on conflict (hash) do nothing`
  const [made] = await db<{ id: number }[]>`select id from catalogue.instrument_version where hash = ${hash}`
  return made!.id
}

/** @throws PlatformError damaged-version when what is stored is not what its hash names. */
export async function versionById({ db, publicDb }: Context, id: number): Promise<Version | undefined> {
  const versions = known.of(publicDb)
  const before = versions.get(id)
  if (before) return before
  const [row] = await db<{ hash: string; document: unknown }[]>`
    select hash, document from catalogue.instrument_version where id = ${id}`
  if (!row) return undefined
  const document = parseDocument(row.document)
  if (hashDocument(document) !== row.hash) throw damagedVersion({ detail: `Versione ${id}, ${row.hash}.` })
  const version = { id, hash: row.hash, document, layout: layoutOf(document) }
  versions.set(id, version)
  return version
}
