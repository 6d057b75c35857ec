// SPDX-License-Identifier: AGPL-3.0-or-later
// Where counts and answers of other tools come from. The level says how far a source's scale may be compared (L0–L3).
import type { Context } from '../base/context.ts'
import { dayOf } from '../base/day.ts'

export interface SourceInput {
  readonly slug: string
  readonly name: string
  readonly tool: string
  readonly level: 'L0' | 'L1' | 'L2' | 'L3'
  /** Who made the data, and under which licence. */
  readonly citation?: string
  readonly notes?: readonly string[]
}

export interface Source extends Required<SourceInput> {
  readonly id: number
}

/** Makes the source, or brings the known one up to date. */
export async function ensureSource(context: Context, source: SourceInput): Promise<Source> {
  const { db } = context
  const { slug, name, tool, level, citation = '', notes = [] } = source
  const [made] = await db<Source[]>`
    insert into catalogue.source (slug, name, tool, level, citation, notes, created_on)
    values (${slug}, ${name}, ${tool}, ${level}, ${citation}, ${db.json(notes as never)}, ${dayOf(context.now())})
    on conflict (slug) do update set name = excluded.name, tool = excluded.tool, level = excluded.level,
      citation = excluded.citation, notes = excluded.notes
    returning id, slug, name, tool, level, citation, notes`
  return made!
}

export async function findSource({ db }: Context, slug: string): Promise<Source | undefined> {
  const [source] = await db<Source[]>`
    select id, slug, name, tool, level, citation, notes from catalogue.source where slug = ${slug}`
  return source
}
