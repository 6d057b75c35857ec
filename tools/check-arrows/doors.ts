// SPDX-License-Identifier: AGPL-3.0-or-later
// The narrow doors, as they show in SQL: who writes answers, who reads them, who makes figures public. Tests look behind
// every door, that is their work; migrations make the tables and are not code of a stage.
import { isTest, lineAt } from '../source-files.ts'
import { stageOf, stages, type Stage } from './order.ts'
import type { Module } from './read-module.ts'
import type { Violation } from './violation.ts'

interface Use {
  readonly path: string
  readonly verb: 'read' | 'write' | 'delete'
  readonly schema: Stage
  readonly table: string
}

interface Door {
  readonly message: string
  /** Whether this use of a table goes through a wall instead of the door. */
  refuses(use: Use): boolean
}

const within = (path: string, ...places: string[]): boolean =>
  places.some((place) => path.startsWith(`platform/src/${place}/`) || path === `platform/src/${place}.ts`)

const doors: readonly Door[] = [
  {
    message: 'only collect/intake writes answers',
    refuses: ({ path, verb, schema, table }) =>
      schema === 'collect' && table === 'answer' && verb === 'write' && !within(path, 'collect/intake'),
  },
  {
    message: 'only collect deletes answers',
    refuses: ({ path, verb, schema, table }) =>
      schema === 'collect' && table === 'answer' && verb === 'delete' && stageOf(path) !== 'collect',
  },
  {
    message: 'answers are read only by estimate/queries, and by its fold and rebuild to make the cube',
    refuses: ({ path, verb, schema, table }) =>
      schema === 'collect' &&
      table === 'answer' &&
      verb === 'read' &&
      stageOf(path) !== 'collect' &&
      !within(path, 'estimate/queries', 'estimate/fold', 'estimate/rebuild'),
  },
  {
    message: 'the cube belongs to estimate: ask its measures',
    refuses: ({ path, schema, table }) =>
      schema === 'estimate' && table.startsWith('cube') && stageOf(path) !== 'estimate',
  },
  {
    message: 'only publish/release makes figures public',
    refuses: ({ path, verb, schema }) => schema === 'publish' && verb !== 'read' && !within(path, 'publish/release'),
  },
  {
    message: 'a stage does not know the tables of a later one',
    refuses: ({ path, schema }) => stages.indexOf(schema) > stages.indexOf(stageOf(path)!),
  },
]

const table = String.raw`(${stages.join('|')})\.(\w+)`
const uses = new RegExp(
  String.raw`\b(insert\s+into|update|delete\s+from|truncate(?:\s+table)?|merge\s+into|copy|from|join|using)\s+(?:only\s+)?${table}`,
  'gi',
)

export function checkDoors({ path, text }: Module): Violation[] {
  if (stageOf(path) === undefined || isTest(path)) return []
  return Array.from(text.matchAll(uses)).flatMap((match) => {
    const [, verb = '', schema = '', name = ''] = match
    const use: Use = { path, verb: verbOf(verb.toLowerCase()), schema: schema.toLowerCase() as Stage, table: name }
    const line = lineAt(text, match.index)
    return doors
      .filter((door) => door.refuses(use))
      .map(({ message }): Violation => ({ file: path, line, rule: 'door', message: `${schema}.${name}: ${message}` }))
  })
}

function verbOf(words: string): Use['verb'] {
  if (/^(insert|update|merge|copy)/.test(words)) return 'write'
  return /^(delete|truncate)/.test(words) ? 'delete' : 'read'
}
