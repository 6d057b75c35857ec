// SPDX-License-Identifier: AGPL-3.0-or-later
// How a file of another tool is read, as data: how it is recognised, whose it is, which column is which question on which
// scale, and what it cannot carry. An adapter is a file of ./adapters, or one the caller names.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { composeImported, languages, type InstrumentVersion, type Wording } from '@ascolto/questionnaire'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { adapterInvalid } from './errors.ts'

const closed = { additionalProperties: false }
const Text = Type.String({ minLength: 1 })

const Shared = {
  name: Text,
  /** All of them stand in the header of a file this adapter recognises. */
  columns: Type.Array(Text, { minItems: 1 }),
  source: Type.Object(
    {
      slug: Type.String({ pattern: '^[a-z0-9-]+$' }),
      name: Text,
      tool: Text,
      level: Type.Enum(['L0', 'L1', 'L2', 'L3']),
      citation: Type.String(),
      notes: Type.Array(Text),
    },
    closed,
  ),
  /** Registered if it is missing; {COLUMN} in the name is the row's own. */
  service: Type.Object(
    {
      body: Text,
      name: Text,
      kind: Type.Enum(['dispositivo', 'consultazione', 'assistenza', 'sito']),
      url: Type.Optional(Text),
    },
    closed,
  ),
  stream: Type.Enum(['invited', 'spontaneous']),
  channel: Type.Enum(['web', 'app', 'sportello', 'telefono', 'email', 'qr']),
  /** Columns that must never be kept: they are not even part of what names a row, and an adapter cannot read them. */
  drops: Type.Array(Text),
}

const Item = {
  id: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
  scale: Text,
  wording: Text,
  dimension: Type.Union([Text, Type.Null()]),
  reversed: Type.Optional(Type.Boolean()),
  role: Type.Optional(Type.Enum(['score', 'outcome', 'overall', 'text'])),
}

export const CountsAdapterSchema = Type.Object(
  {
    ...Shared,
    kind: Type.Literal('counts'),
    /** Column → native code it counts. */
    items: Type.Array(Type.Object({ ...Item, counts: Type.Record(Type.String(), Type.Integer()) }, closed), {
      minItems: 1,
      maxItems: 1,
    }),
    month: Type.Object({ year: Text, month: Text }, closed),
    lastMonthOpen: Type.Boolean(),
  },
  closed,
)
export type CountsAdapter = Static<typeof CountsAdapterSchema>

export const AnswersAdapterSchema = Type.Object(
  {
    ...Shared,
    kind: Type.Literal('answers'),
    items: Type.Array(Type.Object({ ...Item, column: Text }, closed), { minItems: 1 }),
    /** The day of every answer, or the column (YYYY-MM-DD) that tells it. */
    day: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    dayColumn: Type.Optional(Text),
    /** What cells say when there is no answer. */
    missing: Type.Optional(Type.Record(Type.String(), Type.Enum([-1, -2, -3]))),
  },
  closed,
)
export type AnswersAdapter = Static<typeof AnswersAdapterSchema>

export type Adapter = CountsAdapter | AnswersAdapter

const folder = join(import.meta.dirname, 'adapters')
const ours = (): string[] => readdirSync(folder).filter((file) => file.endsWith('.json'))

/** Names of the adapters that come with the platform. */
export const adapterNames = (): string[] => ours().map((file) => file.replace(/\.json$/, ''))

/**
 * @param wanted the name of one of ours, or the path of a file; undefined to recognise it by the headers.
 * @throws PlatformError adapter-invalid: unknown, not of this kind, or not what an adapter must be.
 */
export function findAdapter<Kind extends Adapter['kind']>(
  kind: Kind,
  wanted: string | undefined,
  headers: readonly string[],
): Extract<Adapter, { kind: Kind }> {
  const adapter = wanted === undefined ? recognise(kind, headers) : readAdapter(wanted)
  if (adapter.kind !== kind) throw adapterInvalid({ detail: `«${adapter.name}» legge file di tipo ${adapter.kind}.` })
  const absent = adapter.columns.filter((column) => !headers.includes(column))
  if (absent.length > 0) throw adapterInvalid({ detail: `Al file mancano le colonne ${absent.join(', ')}.` })
  return adapter as Extract<Adapter, { kind: Kind }>
}

function recognise(kind: Adapter['kind'], headers: readonly string[]): Adapter {
  const found = adapterNames()
    .map(readAdapter)
    .find((adapter) => adapter.kind === kind && adapter.columns.every((column) => headers.includes(column)))
  if (found) return found
  throw adapterInvalid({
    detail: `Nessuno riconosce le colonne ${headers.slice(0, 12).join(', ')}: indicane uno con --adapter.`,
  })
}

function readAdapter(wanted: string): Adapter {
  const path = adapterNames().includes(wanted) ? join(folder, `${wanted}.json`) : wanted
  const value = parseFile(path)
  const schema = (value as { kind?: unknown } | null)?.kind === 'answers' ? AnswersAdapterSchema : CountsAdapterSchema
  const [error] = Value.Errors(schema, value)
  if (error)
    throw adapterInvalid({ detail: `${path}: «${error.instancePath}» non è come deve essere (${error.message}).` })
  const adapter = value as Adapter
  const kept = adapter.drops.filter((column) => columnsRead(adapter).includes(column))
  if (kept.length > 0) throw adapterInvalid({ detail: `${path} legge e insieme lascia fuori ${kept.join(', ')}.` })
  return adapter
}

/** The columns an adapter reads, once each: no cell of any other is stored. */
export function columnsRead(adapter: Adapter): string[] {
  if (adapter.kind === 'counts') {
    const { month, items } = adapter
    return [...new Set([month.year, month.month, ...items.flatMap(({ counts }) => Object.keys(counts))])]
  }
  const { dayColumn, service, items } = adapter
  const inName = [...service.name.matchAll(columnInName)].map(([, column]) => column!)
  return [
    ...new Set([...(dayColumn === undefined ? [] : [dayColumn]), ...inName, ...items.map(({ column }) => column)]),
  ]
}

/** {COLUMN} in the name of a service. */
export const columnInName = /\{([^}]+)\}/g

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw adapterInvalid({ detail: `${path} non c’è o non è JSON. Ci sono: ${adapterNames().join(', ')}.`, cause })
  }
}

/** The questionnaire that was asked elsewhere. @throws PlatformError adapter-invalid for a scale nobody knows. */
export function instrumentOf({ source, items }: Adapter): InstrumentVersion {
  const everywhere = (words: string): Wording =>
    Object.fromEntries(languages.map((language) => [language, words])) as Wording
  try {
    return composeImported({
      id: source.slug,
      items: items.map(({ id, scale, wording, dimension, reversed, role }) => ({
        ...{ id, scale, wording: everywhere(wording), dimension },
        ...(reversed !== undefined && { reversed }),
        ...(role !== undefined && { role }),
      })),
    })
  } catch (cause) {
    const scales = [...new Set(items.map(({ scale }) => scale))].join(', ')
    const detail = `Le domande non fanno un questionario (${(cause as Error).message}). Scale usate: ${scales}.`
    throw adapterInvalid({ detail, cause })
  }
}
