// SPDX-License-Identifier: AGPL-3.0-or-later
// Taking back a batch: what it is and what becomes of it is said before it happens.
import type { Context } from '../../../base/context.ts'
import { notFound } from '../../../base/errors.ts'
import { html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import { listBatches, revokeCodes } from '../../../collect/index.ts'
import { longDay } from '../../words/dates.ts'
import { count } from '../../words/numbers.ts'
import { workspaceRoute } from '../route.ts'
import { touchpointCrumbs, peoplesTouchpoint } from '../touchpoint/place.ts'
import { say } from '../words.ts'
import texts from './codes.json' with { type: 'json' }
import { channelName, codesPath, codesUrl, stateWords, usedWords } from './place.ts'

export function revokePageRoutes(app: App, context: Context): void {
  const [url, permission] = [`${codesUrl}/:batch/annulla`, 'code.issue'] as const
  workspaceRoute(app, context, {
    ...{ url, permission },
    async act(call) {
      const { language, params, formField } = call
      const said = say(texts, language)
      const found = await peoplesTouchpoint(call)
      const { touchpoint } = found
      const batch = (await listBatches(call.context, touchpoint)).find(({ id }) => id === params['batch'])
      if (!batch) throw notFound({ detail: said.noBatch })
      const path = codesPath(touchpoint)
      const facts = {
        day: longDay(batch.madeOn, language),
        number: count(batch.issued),
        channel: channelName(batch, language),
      }
      const content = html`${touchpointCrumbs(call, found, touchpoint)}
        <h1>${said.revokeTitle}</h1>
        <p>${fill(said.facts, facts)} ${batch.note === '' ? '' : html`<br />${batch.note}`}</p>
        <p>${stateWords(batch, language)}. ${said.used}: ${usedWords(batch, language)}.</p>
        ${
          batch.state === 'good'
            ? html`<p>${said.revokeLead}</p>
                <form method="post" action="${path}/${batch.id}/annulla">
                  ${formField}<button>${said.revokeButton}</button>
                </form>`
            : ''
        }
        <p><a href="${path}">${said.back}</a></p>`
      return { page: { title: `${said.revokeTitle} – ${touchpoint.name}`, content, demo: touchpoint.demo } }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url, permission },
    async act(call) {
      const { context: scoped, access, params, language } = call
      const found = await peoplesTouchpoint(call)
      if (!(await revokeCodes(scoped, found, params['batch'] ?? '', access.account)))
        throw notFound({ detail: say(texts, language).noBatch })
      return { redirect: codesPath(found.touchpoint) }
    },
  })
}
