// SPDX-License-Identifier: AGPL-3.0-or-later
// One key: putting another in its place without stopping the programs that use it, and revoking it. A key of another body
// leads nowhere, whoever asks.
import type { Context } from '../../../base/context.ts'
import { notFound, type PlatformError } from '../../../base/errors.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import {
  findKey,
  formName,
  revokeKey,
  rotateKey,
  usualDays,
  type ApiKey,
  type Body,
  type Problem,
} from '../../../bodies/index.ts'
import { instantWords } from '../../words/dates.ts'
import { count } from '../../words/numbers.ts'
import { problemSummary, textField, type Filled } from '../fields.ts'
import { bodyOf, idOf } from '../find-subject.ts'
import type { WorkspacePage } from '../frame.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say } from '../words.ts'
import { donePage, randomFor } from './create-page.ts'
import texts from './keys.json' with { type: 'json' }
import { keysCrumbs, keysPath, keysUrl, scopeNames, stateWords } from './place.ts'

export function keyPageRoutes(app: App, context: Context): void {
  const [url, permission] = [`${keysUrl}/:id`, 'key.manage'] as const
  workspaceRoute(app, context, {
    ...{ url, permission },
    async act(call) {
      const body = await bodyOf(call.context, call.params)
      const key = await findKey(call.context, body.id, idOf(call.params['id']))
      if (!key) throw gone(call)
      const given = { once: formName(), days: String(usualDays), expiresOn: key.expiresOn }
      return { page: keyPage(call, body, key, { given, problems: [], language: call.language }) }
    },
  })
  workspaceRoute(app, context, { ...{ method: 'POST', url: `${url}/sostituisci`, permission }, act: rotate })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${url}/revoca`, permission },
    async act(call) {
      const { context: scoped, access, params } = call
      const body = await bodyOf(scoped, params)
      if (!(await revokeKey(scoped, { body, id: idOf(params['id']), actor: access.account }))) throw gone(call)
      return { redirect: keysPath(body) }
    },
  })
}

async function rotate(call: Call): Promise<Answer> {
  const { context, access, given, params, language } = call
  const said = say(texts, language)
  const body = await bodyOf(context, params)
  const id = idOf(params['id'])
  const keying = { body, actor: access.account, given, random: randomFor(call, body) }
  const rotated = await rotateKey(context, id, keying)
  if (rotated.kind === 'unknown') throw gone(call)
  if (rotated.kind === 'made') return { page: donePage(call, body, rotated) }
  const problems: Readonly<Record<typeof rotated.kind, () => readonly Problem[]>> = {
    over: () => [{ field: 'days', message: said.already }],
    spent: () => [{ field: 'days', message: said.spent }],
    faulty: () => (rotated.kind === 'faulty' ? rotated.problems : []),
  }
  const key = (await findKey(context, body.id, id))!
  const filled = { given, problems: problems[rotated.kind](), language }
  return { page: { ...keyPage(call, body, key, filled), status: rotated.kind === 'faulty' ? 400 : 409 } }
}

function gone({ language }: Call): PlatformError {
  return notFound({ detail: say(texts, language).gone })
}

function keyPage(call: Call, body: Body, key: ApiKey, filled: Filled): WorkspacePage {
  const { language } = call
  const said = say(texts, language)
  const title = fill(said.manage, { name: key.name })
  const content = html`${keysCrumbs(language, body)}
    <h1>${title}</h1>
    ${problemSummary(filled)} ${facts(call, key)}
    ${key.state === 'active' ? rotateForm(call, body, key, filled) : ''}
    ${
      key.state === 'active' || key.state === 'replaced'
        ? revokeForm(call, body, key)
        : html`<p class="notice">${said.over}</p>`
    }`
  return { title: `${title} – ${body.name}`, content, demo: body.demo }
}

function facts({ language }: Call, key: ApiKey): Html {
  const said = say(texts, language)
  const when = instantWords(key.createdAt, language)
  const made = key.createdBy === null ? fill(said.made, { when }) : fill(said.madeBy, { when, name: key.createdBy })
  return html`<p><code>${key.prefix}…</code> · ${stateWords(key, language)} · ${made}</p>
    <ul>
      ${scopeNames(key, language).map((scope) => html`<li>${scope}</li>`)}
      <li>${fill(said.perMinute, { number: count(key.perMinute) })}</li>
    </ul>`
}

function rotateForm({ language, formField }: Call, body: Body, { id }: ApiKey, filled: Filled): Html {
  const said = say(texts, language)
  return html`<h2>${said.rotate}</h2>
    <p>${said.rotateLead}</p>
    <form method="post" action="${keysPath(body)}/${id}/sostituisci" novalidate>
      ${formField}<input type="hidden" name="once" value="${String(filled.given['once'] ?? '')}" />
      ${textField(filled, { name: 'days', label: said.days, hint: said.daysHint, type: 'number' })}
      ${textField(filled, { name: 'expiresOn', label: said.expiresOn, hint: said.expiresOnHint, type: 'date' })}
      <button>${said.rotateButton}</button>
    </form>`
}

function revokeForm({ language, formField }: Call, body: Body, { id }: ApiKey): Html {
  const said = say(texts, language)
  return html`<h2>${said.revoke}</h2>
    <p>${said.revokeLead}</p>
    <form method="post" action="${keysPath(body)}/${id}/revoca">
      ${formField}<button class="button-quiet">${said.revokeButton}</button>
    </form>`
}
