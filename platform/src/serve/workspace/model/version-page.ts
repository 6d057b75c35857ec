// SPDX-License-Identifier: AGPL-3.0-or-later
// One version: what it asks in every language, and how far its series go on from the version before.
import type { Context } from '../../../base/context.ts'
import { notFound } from '../../../base/errors.ts'
import { html } from '../../../base/html/index.ts'
import type { App } from '../../../base/http/index.ts'
import { searchAsking, versionBefore, versionByHash } from '../../../catalogue/index.ts'
import { longDay } from '../../words/dates.ts'
import { count } from '../../words/numbers.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say } from '../words.ts'
import { comparison } from './comparison.ts'
import { itemTables } from './item-tables.ts'
import { instrumentName, modelCrumbs, modelUrl, versionLink, versionPath } from './names.ts'
import texts from './texts/version.json' with { type: 'json' }

export function versionPageRoute(app: App, context: Context): void {
  workspaceRoute(app, context, { ...{ url: versionPath(':hash'), permission: 'model.read' }, act: versionPage })
}

async function versionPage({ context, params, language }: Call): Promise<Answer> {
  const found = await versionByHash(context, params['hash']!)
  if (!found) throw notFound({ detail: 'Nessun questionario ha questa impronta.' })
  const { version, since } = found
  const { hash, document } = version
  const said = say(texts, language)
  const before = await versionBefore(context, version)
  const { total } = await searchAsking(context, { q: '', sort: 'service', offset: 0, limit: 1, hash })
  const name = instrumentName(document.instrument, language)
  const content = html`${modelCrumbs(language)}
    <h1>${name}</h1>
    <dl>
      <dt>${said.hash}</dt>
      <dd><code class="hash">${hash}</code></dd>
      <dt>${said.model}</dt>
      <dd>${document.model}</dd>
      <dt>${said.since}</dt>
      <dd>${longDay(since, language)}</dd>
      <dt>${said.touchpoints}</dt>
      <dd>
        ${total === 0 ? said.nowhere : html`<a href="${modelUrl}/assegnazioni?versione=${hash}">${count(total)}</a>`}
      </dd>
    </dl>
    <p><a class="button button-quiet" href="${versionPath(hash)}/anteprima">${said.preview}</a></p>
    <h2>${said.comparable}</h2>
    ${
      before === undefined
        ? html`<p>${said.first}</p>`
        : html`<p>${said.before} ${versionLink({ hash: before.hash, instrument: before.document.instrument }, language)}</p>
            ${comparison(before.document, document, language)}`
    }
    ${itemTables(document, language)}`
  return { page: { title: name, content } }
}
