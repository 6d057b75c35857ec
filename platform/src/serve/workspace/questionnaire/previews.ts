// SPDX-License-Identifier: AGPL-3.0-or-later
// Questionnaires as people see them, in each language: one that a touchpoint asks, has asked or will ask, one that is still
// being made up, and any version of the model.
import { languages, type InstrumentDocument, type Language } from '@ascolto/questionnaire'
import type { Context } from '../../../base/context.ts'
import { notFound } from '../../../base/errors.ts'
import { html, type Html } from '../../../base/html/index.ts'
import type { App } from '../../../base/http/index.ts'
import { listAssignments, offeredVersions, recompose, versionByHash } from '../../../catalogue/index.ts'
import { isLanguage, nameOf, previewPage, type Preview } from '../../../collect/index.ts'
import { languageTitle } from '../language-names.ts'
import { versionPath } from '../model/names.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { askingTouchpoint } from '../touchpoint/place.ts'
import { say } from '../words.ts'
import {
  changeable,
  compositionField,
  compositionIn,
  largestForm,
  questionnairePath,
  questionnaireUrl,
} from './place.ts'
import texts from './previews.json' with { type: 'json' }

export function previewRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url: `${questionnaireUrl}/:hash`, permission: 'service.read' },
    async act(call) {
      const found = await askingTouchpoint(call)
      const assigned = await listAssignments(call.context, found.touchpoint)
      const version = assigned.find(({ version }) => version.hash === call.params['hash'])?.version
      if (!version) throw notFound()
      const back = { address: questionnairePath(found), name: found.touchpoint.name }
      return preview(call, version.document, { back, subject: nameOf(found) })
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${questionnaireUrl}/anteprima`, permission: 'service.edit', bodyLimit: largestForm },
    async act(call) {
      const { found, current } = await changeable(call)
      const composition = compositionIn(call)
      if (composition === undefined) return { redirect: questionnairePath(found) }
      const kept = html`${call.formField}${compositionField(composition)}`
      return preview(call, recompose(current.version, composition).document, { kept, subject: nameOf(found) })
    },
  })
  workspaceRoute(app, context, {
    ...{ url: versionPath(':hash/anteprima'), permission: 'model.read' },
    async act(call) {
      const hash = call.params['hash']!
      const document = await documentOf(call.context, hash)
      if (!document) throw notFound({ detail: 'Nessun questionario ha questa impronta.' })
      return preview(call, document, {})
    },
  })
}

/** One that is stored, or that the model offers and nobody has asked yet. */
async function documentOf(context: Context, hash: string): Promise<InstrumentDocument | undefined> {
  const stored = await versionByHash(context, hash)
  if (stored) return stored.version.document
  return (await offeredVersions(context)).find((version) => version.hash === hash)?.document
}

interface Frame {
  readonly subject?: NonNullable<Preview['subject']>
  readonly back?: { readonly address: string; readonly name: string }
  /** Fields of a form that is sent again for another language; the address carries everything when absent. */
  readonly kept?: Html
}

function preview(call: Call, document: InstrumentDocument, { subject, back, kept }: Frame): Answer {
  const { lingua } = kept ? call.given : call.query
  const language = isLanguage(lingua) ? lingua : 'it'
  const bar = html`${back ? html`<p lang="${call.language}"><a href="${back.address}">${say(texts, call.language).back} ${back.name}</a></p>` : ''}${languageForm(call, language, kept)}`
  return { document: (nonce) => previewPage({ language, nonce, document, bar, ...(subject && { subject }) }) }
}

/** Buttons rather than links, because a questionnaire that nobody has stored is in the form and not in the address. */
function languageForm({ language: own }: Call, shown: Language, kept: Html | undefined): Html {
  const said = say(texts, own)
  return html`<form method="${kept ? 'post' : 'get'}" lang="${own}">${kept}
    <p class="soft">${said.language}</p>
    <p>${languages.map(
      (code) =>
        html`<label><input type="radio" name="lingua" value="${code}"${code === shown ? html` checked` : ''} /> ${languageTitle(code, own)}</label> `,
    )}</p>
    <p class="go"><button>${said.show}</button></p>
  </form>`
}
