// SPDX-License-Identifier: AGPL-3.0-or-later
// Making a key. The answer to the form shows it, so it is not followed by another page: what is shown once is kept nowhere
// from where a page could take it.
import type { Context } from '../../../base/context.ts'
import { html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import {
  createKey,
  formName,
  keyScopes,
  secretOf,
  usualPerMinute,
  type Body,
  type Keyed,
} from '../../../bodies/index.ts'
import { checkField, problemSummary, textField, type Filled } from '../fields.ts'
import { bodyOf } from '../find-subject.ts'
import type { WorkspacePage } from '../frame.ts'
import { shownOnce } from '../once.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say } from '../words.ts'
import texts from './keys.json' with { type: 'json' }
import { keysCrumbs, keysPath, keysUrl } from './place.ts'

export function createPageRoutes(app: App, context: Context): void {
  const [url, permission] = [`${keysUrl}/nuova`, 'key.manage'] as const
  workspaceRoute(app, context, {
    ...{ url, permission },
    async act(call) {
      const given = { once: formName(), perMinute: String(usualPerMinute), scopes: ['responses.write'] }
      return {
        page: formPage(call, await bodyOf(call.context, call.params), { given, problems: [], language: call.language }),
      }
    },
  })
  workspaceRoute(app, context, { ...{ method: 'POST', url, permission }, act: create })
}

async function create(call: Call): Promise<Answer> {
  const { context, access, given, language, params } = call
  const body = await bodyOf(context, params)
  const made = await createKey(context, { body, actor: access.account, given, random: randomFor(call, body) })
  if (made.kind === 'made') return { page: donePage(call, body, made) }
  const spent = [{ field: 'name', message: say(texts, language).spent }]
  const problems = made.kind === 'faulty' ? made.problems : spent
  const again = { ...given, ...(made.kind === 'spent' && { once: formName() }) }
  return { page: { ...formPage(call, body, { given: again, problems, language }), status: 400 } }
}

/** Of the key: the same for a form that is sent twice. */
export function randomFor({ access, given }: Call, body: Body): Buffer {
  return secretOf(access, `key ${body.id}`, given['once'])
}

function formPage({ language, formField }: Call, body: Body, filled: Filled): WorkspacePage {
  const said = say(texts, language)
  const perMinute = { name: 'perMinute', label: said.perMinuteLabel, hint: said.perMinuteHint, type: 'number' }
  const content = html`${keysCrumbs(language, body)}
    <h1>${said.newTitle}</h1>
    <p class="lead">${said.newLead}</p>
    ${problemSummary(filled)}
    <form method="post" action="${keysPath(body)}/nuova" novalidate>
      ${formField}<input type="hidden" name="once" value="${String(filled.given['once'] ?? '')}" />
      ${textField(filled, { name: 'name', label: said.name, hint: said.nameHint, required: true })}
      ${checkField(filled, { name: 'scopes', label: said.scopes }, keyScopes)} ${textField(filled, perMinute)}
      ${textField(filled, { name: 'expiresOn', label: said.expiresOn, hint: said.expiresOnHint, type: 'date' })}
      <button>${said.make}</button>
    </form>`
  return { title: `${said.newTitle} – ${body.name}`, content, demo: body.demo }
}

export function donePage(
  { language }: Call,
  body: Body,
  { key, text }: Extract<Keyed, { kind: 'made' }>,
): WorkspacePage {
  const said = say(texts, language)
  const { name, prefix } = key
  const content = html`${keysCrumbs(language, body)}
    <h1>${said.doneTitle}</h1>
    <p class="notice" role="status"><strong>${fill(said.done, { name })}</strong></p>
    ${shownOnce(said.theKey, text)}
    <p>${fill(said.once, { prefix })}</p>
    <p>${said.use}</p>
    <pre tabindex="0"><code>Authorization: Bearer ${prefix}…</code></pre>
    <p><a class="button" href="${keysPath(body)}">${said.back}</a></p>`
  return { title: said.doneTitle, content, demo: body.demo }
}
