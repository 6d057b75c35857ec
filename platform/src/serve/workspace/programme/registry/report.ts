// SPDX-License-Identifier: AGPL-3.0-or-later
// What came of an import of the registry, on the page of its task: how many bodies of each kind, which ones, and each row that
// was refused with its reason.
import { html, type Html } from '../../../../base/html/index.ts'
import { fill } from '../../../../base/language.ts'
import { listRegistryChanges, type RegistryChange, type RegistryChangeKind } from '../../../../bodies/index.ts'
import { count } from '../../../words/numbers.ts'
import { rowsTable } from '../../lists/index.ts'
import type { Call } from '../../route.ts'
import { say } from '../../words.ts'
import texts from './registry.json' with { type: 'json' }

interface Report extends Readonly<Record<RegistryChangeKind, number>> {
  readonly importId: number
  readonly rows: number
  readonly unchanged: number
  readonly placed: number
  readonly rejected: number
  readonly firstRejected: readonly { readonly line: number; readonly reason: string }[]
}

const listed = ['new', 'renamed', 'closed', 'merged', 'reopened', 'changed'] as const
/** Bodies of a kind that are listed; their number is told in any case. */
const most = 100

export async function registryReport(call: Call, result: unknown): Promise<Html> {
  const said = say(texts, call.language)
  const report = result as Report
  const changes = await Promise.all(
    listed.map((kind) => listRegistryChanges(call.context, report.importId, kind, most)),
  )
  return html`<p class="notice" role="status">
      <strong>${fill(said.read, { rows: count(report.rows), placed: count(report.placed) })}</strong>
    </p>
    ${countsTable(call, report)}
    ${listed.map((kind, index) => changeList(call, kind, report[kind], changes[index]!))}
    ${report.rejected === 0 ? '' : rejectedTable(call, report)}`
}

function countsTable({ language }: Call, report: Report): Html {
  const said = say(texts, language)
  const rows = [...listed.map((kind) => [said.kinds[kind], report[kind]] as const)]
  return html`<table class="facts">
    <caption>
      ${said.counts}
    </caption>
    <tbody>
      ${[...rows, [said.unchanged, report.unchanged] as const, [said.rejected, report.rejected] as const].map(
        ([name, number]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td class="number">${count(number)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

function changeList({ language }: Call, kind: RegistryChangeKind, number: number, changes: readonly RegistryChange[]) {
  if (number === 0) return ''
  const said = say(texts, language)
  return html`<details>
    <summary>${fill(said.which, { kind: said.kinds[kind], number: count(number) })}</summary>
    <ul>
      ${changes.map(
        ({ ipaCode, name, nameBefore, into }) => html`<li>
          ${kind === 'renamed' ? html`${nameBefore} → ` : ''}${name} <small>${ipaCode}</small>
          ${into === null ? '' : fill(said.into, { into })}
        </li>`,
      )}
    </ul>
    ${number > changes.length ? html`<p>${fill(said.andMore, { number: count(number - changes.length) })}</p>` : ''}
  </details>`
}

function rejectedTable({ language }: Call, { rejected, firstRejected }: Report): Html {
  const said = say(texts, language)
  return html`<h2>${said.rejected}</h2>
    <p>${said.rejectedLead}</p>
    ${rowsTable({
      caption: said.rejected,
      columns: [{ head: said.line, labelled: true }, said.reason],
      rows: firstRejected.map(({ line, reason }) => [count(line), html`<span lang="it">${reason}</span>`]),
    })}
    ${rejected > firstRejected.length ? html`<p>${fill(said.andMore, { number: count(rejected - firstRejected.length) })}</p>` : ''}`
}
