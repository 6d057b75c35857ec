// SPDX-License-Identifier: AGPL-3.0-or-later
// Registering a service and describing it better later: one form for both. Only name and kind are needed.
import type { Context } from '../../base/context.ts'
import { html, type Html } from '../../base/html/index.ts'
import type { App } from '../../base/http/index.ts'
import * as lists from '../../bodies/index.ts'
import { audit, createService, updateService, type Body, type Service } from '../../bodies/index.ts'
import { areaField, checkField, problemSummary, radioField, selectField, textField, type Filled } from './fields.ts'
import { bodyOf, serviceOf } from './find-subject.ts'
import { crumbs, type WorkspacePage } from './frame.ts'
import { workspaceRoute, type Call } from './route.ts'
import texts from './texts/service-form.json' with { type: 'json' }
import { say } from './words.ts'

export function serviceFormRoutes(app: App, context: Context): void {
  newServiceRoutes(app, context)
  editServiceRoutes(app, context)
}

function newServiceRoutes(app: App, context: Context): void {
  const [url, permission] = ['/area/enti/:ipa/servizi/nuovo', 'service.create'] as const
  workspaceRoute(app, context, {
    ...{ url, permission },
    async act(call) {
      const given = { audience: ['cittadini'], channels: ['web'] }
      return {
        page: newPage(call, await bodyOf(call.context, call.params), { given, problems: [], language: call.language }),
      }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url, permission },
    async act(call) {
      const { context: scoped, given, access, language } = call
      const body = await bodyOf(scoped, call.params)
      const made = await createService(scoped, body, given)
      if (!made.ok) {
        return { page: { ...newPage(call, body, { given, problems: made.problems, language }), status: 400 } }
      }
      const { value } = made
      await audit(scoped, {
        ...{ act: 'service.create', actor: access.account.pseudonym, bodyId: body.id },
        ...{ subject: `service ${value.slug}`, after: value },
      })
      return { redirect: `/area/servizi/${value.slug}` }
    },
  })
}

function editServiceRoutes(app: App, context: Context): void {
  const [url, permission] = ['/area/servizi/:slug/modifica', 'service.edit'] as const
  workspaceRoute(app, context, {
    ...{ url, permission },
    async act(call) {
      const { service, body } = await serviceOf(call.context, call.params)
      const filled = { given: { ...service }, problems: [], language: call.language }
      return { page: editPage(call, service, body, filled) }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url, permission },
    async act(call) {
      const { context: scoped, given, access, language } = call
      const { service, body } = await serviceOf(scoped, call.params)
      const changed = await updateService(scoped, service, given)
      if (!changed.ok) {
        return {
          page: { ...editPage(call, service, body, { given, problems: changed.problems, language }), status: 400 },
        }
      }
      await audit(scoped, {
        ...{ act: 'service.edit', actor: access.account.pseudonym, bodyId: body.id },
        ...{ subject: `service ${service.slug}`, before: service, after: changed.value },
      })
      return { redirect: `/area/servizi/${service.slug}` }
    },
  })
}

function newPage({ language, formField }: Call, body: Body, filled: Filled): WorkspacePage {
  const said = say(texts, language)
  const content = html`${crumbs(language, { address: `/area/enti/${body.ipaCode}`, name: body.name })}
    <h1>${said.new}</h1>
    ${problemSummary(filled)}
    <form method="post" action="/area/enti/${body.ipaCode}/servizi/nuovo" novalidate>
      ${formField} ${fields(filled)}
      <button>${said.register}</button>
    </form>`
  return { title: said.new, content, demo: body.demo }
}

function editPage({ language, formField }: Call, service: Service, body: Body, filled: Filled): WorkspacePage {
  const said = say(texts, language)
  const states = [
    { code: 'active', label: said.active },
    { code: 'closed', label: said.closed },
  ]
  const content = html`${crumbs(
    language,
    { address: `/area/enti/${body.ipaCode}`, name: body.name },
    { address: `/area/servizi/${service.slug}`, name: service.name },
  )}
    <h1>${said.edit}</h1>
    ${problemSummary(filled)}
    <form method="post" action="/area/servizi/${service.slug}/modifica" novalidate>
      ${formField} ${fields(filled)} ${radioField(filled, { name: 'state', label: said.state }, states)}
      <button>${said.save}</button>
    </form>`
  return { title: said.edit, content, demo: service.demo }
}

function fields(filled: Filled): Html {
  const said = say(texts, filled.language)
  return html`${textField(filled, { name: 'name', label: said.name, hint: said.nameHint, required: true })}
    ${radioField(filled, { name: 'kind', label: said.kind, hint: said.kindHint }, lists.serviceKinds)}
    ${areaField(filled, { name: 'description', label: said.description, hint: said.descriptionHint })}
    ${textField(filled, { name: 'url', label: said.url, hint: said.urlHint, type: 'url' })}
    ${checkField(filled, { name: 'audience', label: said.audience }, lists.audiences)}
    ${checkField(filled, { name: 'channels', label: said.channels }, lists.channels)}
    <details ${hasAny(filled, ['sdgCategory', 'sdgUrl']) ? html`open` : ''}>
      <summary>${said.sdg}</summary>
      <p class="note">${said.sdgHint}</p>
      ${selectField(filled, { name: 'sdgCategory', label: said.sdgCategory }, lists.sdgCategories, said.sdgNone)}
      ${textField(filled, { name: 'sdgUrl', label: said.sdgUrl, hint: said.sdgUrlHint, type: 'url' })}
    </details>
    <details ${hasAny(filled, ['interactivityLevel', 'lifeEvents', 'businessEvents']) ? html`open` : ''}>
      <summary>${said.more}</summary>
      ${selectField(filled, { name: 'interactivityLevel', label: said.level }, lists.interactivityLevels, said.unknown)}
      ${checkField(filled, { name: 'lifeEvents', label: said.lifeEvents }, lists.lifeEvents)}
      ${checkField(filled, { name: 'businessEvents', label: said.businessEvents }, lists.businessEvents)}
    </details>`
}

/** What is filled in, or wrong, must be seen. */
function hasAny({ given, problems }: Filled, names: readonly string[]): boolean {
  const filled = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value))
  return names.some((name) => filled(given[name]) || problems.some(({ field }) => field === name))
}
