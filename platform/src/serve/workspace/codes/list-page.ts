// SPDX-License-Identifier: AGPL-3.0-or-later
// The batches of a touchpoint. How many codes of one were used is told in tens: nobody can tell from it who has answered.
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import type { Touchpoint } from '../../../bodies/index.ts'
import { listBatches, type CodeBatch } from '../../../collect/index.ts'
import { longDay } from '../../words/dates.ts'
import { count } from '../../words/numbers.ts'
import { rowsTable } from '../lists/index.ts'
import { workspaceRoute, type Call } from '../route.ts'
import { touchpointCrumbs, peoplesTouchpoint } from '../touchpoint/place.ts'
import { say } from '../words.ts'
import texts from './codes.json' with { type: 'json' }
import { channelName, codesPath, codesUrl, mayIssue, stateWords, usedWords } from './place.ts'

export function codeListRoute(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url: codesUrl, permission: 'code.read' },
    async act(call) {
      const found = await peoplesTouchpoint(call)
      const { touchpoint } = found
      const said = say(texts, call.language)
      const batches = await listBatches(call.context, touchpoint)
      const content = html`${touchpointCrumbs(call, found, touchpoint)}
        <h1>${said.title}</h1>
        <p class="lead">${said.lead}</p>
        <p>${said.unlinked}</p>
        ${
          mayIssue(call, touchpoint)
            ? html`<p><a class="button" href="${codesPath(touchpoint)}/nuovi">${said.issue}</a></p>`
            : ''
        }
        ${batches.length === 0 ? html`<p>${said.none}</p>` : batchTable(call, touchpoint, batches)}`
      return { page: { title: `${said.title} – ${touchpoint.name}`, content, demo: touchpoint.demo } }
    },
  })
}

function batchTable(call: Call, touchpoint: Touchpoint, batches: readonly CodeBatch[]): Html {
  const { language } = call
  const said = say(texts, language)
  const issues = mayIssue(call, touchpoint)
  return html`${rowsTable({
    caption: said.batches,
    captionSeen: true,
    columns: [
      ...[said.made, said.channel, { head: said.issued, number: true }, { head: said.used, number: true }, said.state],
      ...(issues ? [{ head: said.act, plain: true }] : []),
    ],
    rows: batches.map((batch) => [
      html`${longDay(batch.madeOn, language)}${batch.note === '' ? '' : html`<small>${batch.note}</small>`}`,
      channelName(batch, language),
      count(batch.issued),
      usedWords(batch, language),
      batch.state === 'good'
        ? stateWords(batch, language)
        : html`<span class="tag">${stateWords(batch, language)}</span>`,
      ...(issues ? [batch.state === 'good' ? revokeLink(call, touchpoint, batch) : ''] : []),
    ]),
  })}
    <p>${said.inTens}</p>`
}

function revokeLink({ language }: Call, touchpoint: Touchpoint, batch: CodeBatch): Html {
  const said = say(texts, language)
  const which = fill(said.ofBatch, { day: longDay(batch.madeOn, language), note: batch.note })
  return html`<a href="${codesPath(touchpoint)}/${batch.id}/annulla"
    >${said.revoke}<span class="visually-hidden"> ${which}</span></a
  >`
}
