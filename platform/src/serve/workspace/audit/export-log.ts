// SPDX-License-Identifier: AGPL-3.0-or-later
// The log as a file: for a spreadsheet, guarded against formulas, or as JSON with the hashes of the chain. Who takes it along
// leaves an entry.
import { writeCsv } from '../../../base/table/write-csv.ts'
import { actWords, audit, listAudit, subjectWords, type AuditEntry, type Body } from '../../../bodies/index.ts'
import type { Answer, Call } from '../route.ts'
import type { WorkspaceLanguage } from '../words.ts'
import { addressOf, readFilters } from './filters.ts'
import { logPath } from './place.ts'

export const mostExported = 50_000

const headers = {
  it: [
    'numero',
    'istante',
    'codice persona',
    'persona',
    'operazione',
    'operazione in parole',
    'ente',
    'oggetto',
    'prima',
    'dopo',
    'impronta',
  ],
  en: [
    'number',
    'instant',
    'person code',
    'person',
    'act',
    'act in words',
    'body',
    'subject',
    'before',
    'after',
    'hash',
  ],
} as const

/** @param body null: of everything. */
export async function exportLog(call: Call, body: Body | null, format: 'csv' | 'json'): Promise<Answer> {
  const { context, access, language, query } = call
  const filters = readFilters(query)
  const found = await listAudit(context, { ...filters, bodyId: body?.id, limit: mostExported + 1 })
  const entries = found.slice(0, mostExported)
  const { act, person, from, to: until } = filters
  await audit(context, {
    ...{ act: 'audit.export', actor: access.account.pseudonym, bodyId: body?.id ?? null, subject: 'log' },
    after: { format, entries: entries.length, act, person, from, until },
  })
  const name = `ascolto-registro${body === null ? '' : `-${body.ipaCode}`}.${format}`
  if (format === 'csv') return { file: csvOf(entries, language), type: 'text/csv; charset=utf-8', name }
  const last = entries.at(-1)
  const next =
    found.length > entries.length && last ? addressOf(`${logPath(body)}.json`, { ...filters, before: last.id }) : null
  return { file: `${JSON.stringify({ entries, next }, null, 1)}\n`, type: 'application/json; charset=utf-8', name }
}

function csvOf(entries: readonly AuditEntry[], language: WorkspaceLanguage): string {
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))
  return writeCsv(
    headers[language],
    entries.map(({ id, at, actor, actorName, act, bodyName, subject, before, after, hash }) => [
      ...[
        id,
        at.toISOString(),
        actor,
        actorName,
        act,
        actWords(act, language),
        bodyName,
        subjectWords(subject, language),
      ],
      ...[json(before), json(after), hash],
    ]),
  )
}
