// SPDX-License-Identifier: AGPL-3.0-or-later
// Changing a touchpoint. What a change means for the figures is said before it is made, not after.
import type { Context } from '../../../base/context.ts'
import { html } from '../../../base/html/index.ts'
import type { App } from '../../../base/http/index.ts'
import * as lists from '../../../bodies/index.ts'
import { audit, type FoundTouchpoint, type Touchpoint } from '../../../bodies/index.ts'
import { editTouchpoint } from '../../../catalogue/index.ts'
import { areaField, problemSummary, radioField, selectField, textField, type Filled } from '../fields.ts'
import type { WorkspacePage } from '../frame.ts'
import { workspaceRoute, type Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './edit.json' with { type: 'json' }
import { pathOf, touchpointCrumbs, touchpointUrl, peoplesTouchpoint } from './place.ts'

const fields = ['name', 'stream', 'channel', 'userKind', 'origins'] as const

export function editRoutes(app: App, context: Context): void {
  const [url, permission] = [`${touchpointUrl}/modifica`, 'service.edit'] as const
  workspaceRoute(app, context, {
    ...{ url, permission },
    async act(call) {
      const found = await peoplesTouchpoint(call)
      return { page: editPage(call, found, { given: { ...found.touchpoint }, problems: [], language: call.language }) }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url, permission },
    async act(call) {
      const { context: scoped, access, language } = call
      const found = await peoplesTouchpoint(call)
      const { touchpoint, service, body } = found
      const sent = Object.fromEntries(fields.flatMap((name) => (name in call.given ? [[name, call.given[name]]] : [])))
      // Data of other tools have touchpoints of their own.
      if (sent['channel'] === 'import') sent['channel'] = 'none'
      const edited = await editTouchpoint(scoped, service, touchpoint, sent)
      if (!edited.ok) {
        const given = { ...touchpoint, ...sent }
        return { page: { ...editPage(call, found, { given, problems: edited.problems, language }), status: 400 } }
      }
      const { touchpoint: after, version } = edited.value
      await audit(scoped, {
        ...{ act: 'touchpoint.edit', actor: access.account.pseudonym, bodyId: body.id },
        ...{ subject: `touchpoint ${touchpoint.code}`, before: touchpoint },
        after: { ...after, ...(version && { version: version.hash }) },
      })
      return { redirect: pathOf(touchpoint) }
    },
  })
}

function editPage(call: Call, found: FoundTouchpoint, filled: Filled): WorkspacePage {
  const { touchpoint } = found
  const said = say(texts, call.language)
  const content = html`${touchpointCrumbs(call, found, touchpoint)}
    <h1>${said.title}</h1>
    ${problemSummary(filled)}
    <form method="post" action="${pathOf(touchpoint)}/modifica" novalidate>
      ${call.formField} ${textField(filled, { name: 'name', label: said.name, required: true })}
      ${selectField(filled, { name: 'channel', label: said.channel, hint: said.channelHint }, lists.channels)}
      ${radioField(filled, { name: 'stream', label: said.stream, hint: streamHint(said, touchpoint) }, lists.streams)}
      ${selectField(filled, { name: 'userKind', label: said.userKind, hint: said.userKindHint }, lists.userKinds, said.unknownKind)}
      ${areaField(filled, { name: 'origins', label: said.origins, hint: said.originsHint })}
      <button>${said.save}</button>
    </form>`
  return { title: said.title, content, demo: touchpoint.demo }
}

function streamHint(said: (typeof texts)['it'], { stream }: Touchpoint): string {
  return `${said.streamHint} ${stream === 'invited' ? said.fromInvited : said.fromSpontaneous}`
}
