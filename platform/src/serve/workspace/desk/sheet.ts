// SPDX-License-Identifier: AGPL-3.0-or-later
// The questions on paper: one A4 sheet, boxes with the mark that is typed for each, in the five languages. What holds on the
// screen holds here: nothing is obligatory but the first question, nobody is named.
import type { DocumentItem, InstrumentDocument, Language } from '@ascolto/questionnaire'
import type { Context } from '../../../base/context.ts'
import { dayOf } from '../../../base/day.ts'
import { notFound } from '../../../base/errors.ts'
import { html, type Html } from '../../../base/html/index.ts'
import type { App } from '../../../base/http/index.ts'
import { fill } from '../../../base/language.ts'
import type { FoundTouchpoint } from '../../../bodies/index.ts'
import { versionFor, type Version } from '../../../catalogue/index.ts'
import { firstItems, inSections, isLanguage, laterItems, nameOf } from '../../../collect/index.ts'
import { assetPath } from '../../assets/index.ts'
import { shortHash } from '../model/names.ts'
import { workspaceRoute, type Call } from '../route.ts'
import { pathOf, touchpointUrl, askingTouchpoint } from '../touchpoint/place.ts'
import { say } from '../words.ts'
import { boxesOf } from './beside-mark.ts'
import barTexts from './sheet-bar.json' with { type: 'json' }
import texts from './sheet.json' with { type: 'json' }

export function sheetRoute(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url: `${touchpointUrl}/modulo`, permission: 'service.read' },
    async act(call) {
      const found = await askingTouchpoint(call)
      const { lingua } = call.query
      const language = isLanguage(lingua) ? lingua : 'it'
      const version = await versionFor(call.context, found.touchpoint.id, dayOf(call.context.now()))
      if (!version) throw notFound()
      return { document: sheet(call, found, version, language) }
    },
  })
}

function sheet(call: Call, found: FoundTouchpoint, { document, hash }: Version, language: Language): Html {
  const said = texts[language]
  const bar = say(barTexts, call.language)
  const { body, service, demo } = nameOf(found)
  const { code } = found.touchpoint
  const shown = (item: DocumentItem): Html => question(document, item, language)
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${said.title}: ${service} – Ascolto</title>
        <link rel="stylesheet" href="${assetPath('ascolto.css')}" />
        <link rel="icon" href="data:," />
      </head>
      <body class="sheet">
        <header class="poster-bar" lang="${call.language}">
          <a href="${pathOf(found.touchpoint)}/moduli">${bar.back}</a>
          <p>${bar.how}</p>
        </header>
        <main>
          ${demo ? html`<p class="sheet-demo" lang="it"><strong>Dati dimostrativi.</strong> Questo modulo è un esempio: non va usato.</p>` : ''}
          <p class="sheet-who" lang="it">${body} · ${service}</p>
          <h1>${said.title}</h1>
          <p>${said.lead}</p>
          ${firstItems(document).map(shown)} ${inSections(laterItems(document), language, shown)}
          <p class="sheet-end"><strong>${said.thanks}</strong></p>
          <p class="sheet-foot">${fill(said.foot, { code, version: shortHash(hash), language: language.toUpperCase() })}</p>
        </main>
      </body>
    </html>`
}

function question(document: InstrumentDocument, item: DocumentItem, language: Language): Html {
  const said = texts[language]
  const number = document.items.indexOf(item) + 1
  const boxes = boxesOf(item, language)
  const inRow = boxes.every(({ words }) => words.length <= 32)
  return html`<section class="sheet-question">
    ${branch(document, item, language)}
    <p><strong>${number}. ${item.wording[language]}</strong>${item.scale.kind === 'multiple' ? html` <small>${said.several}</small>` : ''}</p>
    ${
      item.scale.kind === 'text'
        ? html`<div class="sheet-lines"></div>`
        : html`<ul class="${inRow ? 'sheet-boxes sheet-row' : 'sheet-boxes'}">
            ${boxes.map(({ mark, words }) => html`<li><span class="sheet-box">${mark}</span> ${words}</li>`)}
          </ul>`
    }
  </section>`
}

function branch({ items }: InstrumentDocument, { showIf }: DocumentItem, language: Language): Html | '' {
  const on = items.findIndex(({ id }) => id === showIf?.item)
  if (showIf === undefined || on < 0) return ''
  return html`<p class="sheet-branch">
    ${fill(texts[language].branch, { number: on + 1, marks: showIf.codes.join(', ') })}
  </p>`
}
