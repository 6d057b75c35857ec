// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a desk begins: sheets to print in each language, and a bundle of filled-in ones to type. A bundle has one day and one
// language, told once; that somebody began to type it stands in the log.
import { languages } from '@ascolto/questionnaire'
import type { Context } from '../../../base/context.ts'
import { dayOf } from '../../../base/day.ts'
import { html, type Html } from '../../../base/html/index.ts'
import type { App } from '../../../base/http/index.ts'
import { audit, isAllowed, type FoundTouchpoint, type Problem } from '../../../bodies/index.ts'
import { isLanguage, sheetVersion } from '../../../collect/index.ts'
import { problemSummary, selectField, textField, type Filled } from '../fields.ts'
import type { WorkspacePage } from '../frame.ts'
import { languageTitle } from '../language-names.ts'
import { workspaceRoute, type Call } from '../route.ts'
import { pathOf, touchpointCrumbs, touchpointUrl, askingTouchpoint } from '../touchpoint/place.ts'
import { say } from '../words.ts'
import texts from './desk-page.json' with { type: 'json' }
import { typingPath } from './typing-page.ts'

const url = `${touchpointUrl}/moduli`

export function deskPageRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url, permission: 'service.read' },
    async act(call) {
      const given = { giorno: dayOf(call.context.now()), lingua: 'it' }
      return { page: deskPage(call, await askingTouchpoint(call), { given, problems: [], language: call.language }) }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url, permission: 'answer.type' },
    async act(call) {
      const { context: scoped, given, access, language } = call
      const found = await askingTouchpoint(call)
      const { touchpoint, body } = found
      const asked = await sheetVersion(scoped, touchpoint.id, given['giorno'])
      const spoken = given['lingua']
      if (!asked || !isLanguage(spoken)) {
        const said = say(texts, language)
        const problems: Problem[] = [
          ...(asked ? [] : [{ field: 'giorno', message: said.wrongDay }]),
          ...(isLanguage(spoken) ? [] : [{ field: 'lingua', message: said.wrongLanguage }]),
        ]
        return { page: { ...deskPage(call, found, { given, problems, language }), status: 400 } }
      }
      await audit(scoped, {
        ...{ act: 'touchpoint.type', actor: access.account.pseudonym, bodyId: body.id },
        ...{ subject: `touchpoint ${touchpoint.code}`, before: null, after: { day: asked.day, language: spoken } },
      })
      return { redirect: typingPath(touchpoint, { day: asked.day, language: spoken, typed: 0 }) }
    },
  })
}

function deskPage(call: Call, found: FoundTouchpoint, filled: Filled): WorkspacePage {
  const { touchpoint } = found
  const { language, access } = call
  const said = say(texts, language)
  const sheet = (code: (typeof languages)[number]): Html =>
    html`<li><a href="${pathOf(touchpoint)}/modulo?lingua=${code}">${languageTitle(code, language)}</a></li>`
  const content = html`${touchpointCrumbs(call, found, touchpoint)}
    <h1>${said.title}</h1>
    ${problemSummary(filled, said.notBegun)}
    <p class="lead">${said.lead}</p>
    <h2>${said.print}</h2>
    <p>${said.printHint}</p>
    <ul>${languages.map(sheet)}</ul>
    ${isAllowed(access, 'answer.type') && access.viewing === null ? typingForm(call, found, filled) : ''}`
  return { title: said.title, content, demo: touchpoint.demo }
}

function typingForm({ formField, language }: Call, { touchpoint }: FoundTouchpoint, filled: Filled): Html {
  const said = say(texts, language)
  const choices = languages.map((code) => ({ code, label: languageTitle(code, language) }))
  return html`<h2>${said.type}</h2>
    <p>${said.typeHint}</p>
    <form method="post" action="${pathOf(touchpoint)}/moduli" novalidate>
      ${formField}
      ${textField(filled, { name: 'giorno', label: said.day, hint: said.dayHint, type: 'date', required: true })}
      ${selectField(filled, { name: 'lingua', label: said.language }, choices)}
      <button>${said.begin}</button>
    </form>`
}
