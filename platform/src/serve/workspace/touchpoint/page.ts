// SPDX-License-Identifier: AGPL-3.0-or-later
// Taking a touchpoint where people are: link, snippet for a site, QR code, a trial before people come, and its state.
import type { Context } from '../../../base/context.ts'
import { dayOf } from '../../../base/day.ts'
import { notFound } from '../../../base/errors.ts'
import { html, raw, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import { audit, inLanguage, listTouchpoints, touchpointStates, updateTouchpoint } from '../../../bodies/index.ts'
import type { FoundTouchpoint, Touchpoint } from '../../../bodies/index.ts'
import { versionFor } from '../../../catalogue/index.ts'
import { streamName } from '../../words/labels.ts'
import { codesSection } from '../codes/index.ts'
import { touchpointOf } from '../find-subject.ts'
import { workspaceRoute, type Call } from '../route.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './page.json' with { type: 'json' }
import { qrSvg } from './paper.ts'
import { isImported, linkOf, mayEdit, onlyHereNotice, pathOf, touchpointCrumbs, touchpointUrl as url } from './place.ts'
import { mergedNotice } from './merge-page.ts'
import { snippetSection } from './snippet.ts'
import { trialSection } from './trial-section.ts'

export function touchpointPageRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url, permission: 'service.read' },
    async act(call) {
      const found = await touchpointOf(call.context, call.params)
      const { name, demo } = found.touchpoint
      const content = isImported(found.touchpoint) ? importedPage(call, found) : await askingPage(call, found, context)
      return { page: { title: name, demo, content } }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url, permission: 'service.edit' },
    async act({ context: scoped, params, given: { state }, access }) {
      const { touchpoint, body } = await touchpointOf(scoped, params)
      const changed = isImported(touchpoint) ? undefined : await updateTouchpoint(scoped, touchpoint, { state })
      if (!changed?.ok) throw notFound()
      await audit(scoped, {
        ...{ act: 'touchpoint.state', actor: access.account.pseudonym, bodyId: body.id },
        ...{ subject: `touchpoint ${touchpoint.code}`, before: touchpoint.state, after: changed.value.state },
      })
      return { redirect: pathOf(touchpoint) }
    },
  })
}

function importedPage(call: Call, found: FoundTouchpoint): Html {
  return html`${touchpointCrumbs(call, found)}
    <h1>${found.touchpoint.name}</h1>
    <p>${say(texts, call.language).imported}</p>`
}

/** @param whole context with the platform's own rights, which alone can sign a trial's address. */
async function askingPage(call: Call, found: FoundTouchpoint, whole: Context): Promise<Html> {
  const { language, context, request } = call
  const { touchpoint, service } = found
  const all = await listTouchpoints(context, service.id)
  return html`${touchpointCrumbs(call, found)}
    <h1>${touchpoint.name}</h1>
    <p class="tags">
      <span class="tag">${streamName(touchpoint.stream, language)}</span> ${stateTag(touchpoint.state, language)}
    </p>
    ${mergedNotice(call, touchpoint, all)}
    ${
      touchpoint.mergedInto === null
        ? html`${await askedWords(call, touchpoint)} ${await trialSection(call, found, whole)}`
        : ''
    }
    ${placeSections(call, touchpoint, linkOf(context, request, found))} ${codesSection(call, touchpoint)}
    ${touchpoint.mergedInto === null ? stateSection(call, touchpoint) : ''}`
}

async function askedWords({ context, language }: Call, { id, code }: Touchpoint): Promise<Html> {
  const said = say(texts, language)
  const version = await versionFor(context, id, dayOf(context.now()))
  const question = version?.document.items[0]?.wording[language] ?? said.nothing
  return html`<p>${fill(said.asks, { question })} <a href="/v/${code}">${said.preview}</a></p>
    <p><a href="${pathOf({ code })}/questionario">${said.questionnaire}</a></p>`
}

function placeSections({ language }: Call, touchpoint: Touchpoint, link: string): Html {
  const said = say(texts, language)
  const { code } = touchpoint
  return html`<h2>${said.link}</h2>
    <p>${said.linkHint}</p>
    <p><a href="${link}"><code class="hash">${link}</code></a></p>
    ${onlyHereNotice(link, language)}
    ${snippetSection(touchpoint, link, language)}
    <h2>${said.paper}</h2>
    <div class="qr">${raw(qrSvg(link))}</div>
    <p>
      <a class="button" href="/area/punti/${code}/cartello">${said.poster}</a>
      <a class="button button-quiet" href="/area/punti/${code}/qr.svg">${said.qr}</a>
    </p>
    <p><a href="/area/punti/${code}/moduli">${said.sheets}</a></p>`
}

function stateTag(state: string, language: WorkspaceLanguage): Html {
  const label = inLanguage(touchpointStates, language).find(({ code }) => code === state)?.label ?? state
  return html`<span class="${state === 'active' ? 'tag' : 'tag tag-warm'}">${label}</span>`
}

const acts = {
  active: {
    words: 'activeWords',
    to: [
      ['paused', 'pause'],
      ['closed', 'close'],
    ],
  },
  paused: {
    words: 'pausedWords',
    to: [
      ['active', 'resume'],
      ['closed', 'close'],
    ],
  },
  closed: { words: 'closedWords', to: [['active', 'reopen']] },
} as const

function stateSection(call: Call, touchpoint: Touchpoint): Html {
  const said = say(texts, call.language)
  const { words, to } = acts[touchpoint.state]
  const forms = to.map(
    ([next, act]) => html`<form method="post" action="${pathOf(touchpoint)}" class="inline">
      ${call.formField}<input type="hidden" name="state" value="${next}" /><button class="button-quiet">
        ${said[act]}
      </button>
    </form>`,
  )
  return html`<h2>${said.state}</h2>
    <p>${said[words]}</p>
    ${mayEdit(call) ? html`<p>${forms}</p>${changeLinks(call, touchpoint)}` : ''}`
}

function changeLinks({ language }: Call, touchpoint: Touchpoint): Html {
  const said = say(texts, language)
  return html`<h2>${said.change}</h2>
    <ul>
      <li><a href="${pathOf(touchpoint)}/modifica">${said.edit}</a></li>
      <li><a href="${pathOf(touchpoint)}/unisci">${said.merge}</a></li>
    </ul>`
}
