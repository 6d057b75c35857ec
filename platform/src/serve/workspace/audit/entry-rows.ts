// SPDX-License-Identifier: AGPL-3.0-or-later
// The entries of the log as a table: who, what, on what, and what changed by it, in words wherever there are some.
import { isDay } from '../../../base/day.ts'
import { html, type Html, type HtmlValue } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import { actWords, inLanguage, isRole, keyScopes, roles, subjectWords, type AuditEntry } from '../../../bodies/index.ts'
import { instantWords, longDay } from '../../words/dates.ts'
import { heldReasonName, proposalActName } from '../../words/held.ts'
import { rowsTable } from '../lists/index.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './audit.json' with { type: 'json' }
import { differences, type Difference } from './difference.ts'

export interface EntryTable {
  readonly entries: readonly AuditEntry[]
  readonly language: WorkspaceLanguage
  /** Whether entries of several bodies are shown. */
  readonly ofAll: boolean
  /** Where the entries of one person alone are. */
  addressFor(person: string): string
}

export function entryTable(table: EntryTable): Html {
  const said = say(texts, table.language)
  return rowsTable({
    caption: said.entries,
    columns: [said.when, said.who, ...(table.ofAll ? [said.body] : []), { head: said.what, plain: true }],
    rows: table.entries.map((entry) => entryCells(table, entry)),
  })
}

function entryCells(table: EntryTable, entry: AuditEntry): HtmlValue[] {
  const { language, ofAll } = table
  const { at, act, bodyName } = entry
  return [
    instantWords(at, language),
    actorLink(table, entry),
    ...(ofAll ? [bodyName ?? ''] : []),
    html`<strong>${actWords(act, language)}</strong>
      <small>${aboutWords(entry, language)}</small>
      ${changes(entry, language)}`,
  ]
}

function actorLink({ language, addressFor }: EntryTable, { actor, actorName }: AuditEntry): Html {
  const said = say(texts, language)
  if (actor === null) return html`${said.platform}`
  const name = actorName ?? fill(said.someone, { code: actor.slice(0, 8) })
  return html`<a href="${addressFor(actor)}" title="${fill(said.only, { name })}">${name}</a>`
}

/** A person is named where the reader may know the name; else by the beginning of the pseudonym. */
function aboutWords({ subject, subjectName }: AuditEntry, language: WorkspaceLanguage): string {
  const [kind = '', code = ''] = subject.split(' ')
  return subjectWords(kind === 'account' ? `${kind} ${subjectName ?? code.slice(0, 8)}` : subject, language)
}

function changes({ before, after }: AuditEntry, language: WorkspaceLanguage): Html {
  const found = differences(before, after)
  if (found.length === 0) return html``
  const said = say(texts, language)
  return html`<details>
    <summary>${said.details}</summary>
    ${rowsTable({
      caption: said.details,
      columns: [said.field, ...(before === null ? [] : [said.before]), ...(after === null ? [] : [said.after])],
      rows: found.map((one) => changeCells(one, { before: before !== null, after: after !== null, language })),
    })}
  </details>`
}

interface Known {
  readonly before: boolean
  readonly after: boolean
  readonly language: WorkspaceLanguage
}

function changeCells({ path, before, after }: Difference, known: Known): string[] {
  const { language } = known
  const said = say(texts, language)
  const names: Readonly<Record<string, string>> = said.fields
  const name = path.map((part) => names[part] ?? part).join(' › ') || said.value
  const words = (value: unknown): string => valueWords(value, path.at(-1), language)
  return [name, ...(known.before ? [words(before)] : []), ...(known.after ? [words(after)] : [])]
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

export function valueWords(value: unknown, field: string | undefined, language: WorkspaceLanguage): string {
  const said = say(texts, language)
  if (value === undefined) return said.nothingThere
  if (typeof value === 'boolean') return value ? said.yes : said.no
  if (Array.isArray(value)) return value.map((one) => valueWords(one, field, language)).join(', ')
  if (typeof value !== 'string') return JSON.stringify(value)
  if (field === 'role' && isRole(value)) return roles[value].name[language]
  if (field === 'scopes') return scopeName(value, language)
  if (field === 'proposal') return proposalActName(value, language)
  if (field === 'heldFor') return heldReasonName(value, language)
  if (field === 'act') return actWords(value, language)
  if (isDay(value)) return longDay(value, language)
  return instant.test(value) ? instantWords(new Date(value), language) : value
}

/** One that is no longer known stays as it was written. */
function scopeName(code: string, language: WorkspaceLanguage): string {
  return inLanguage(keyScopes, language).find((scope) => scope.code === code)?.label ?? code
}
