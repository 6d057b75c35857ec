// SPDX-License-Identifier: AGPL-3.0-or-later
// The first step of joining: what it takes, and which body it is about.
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import { addressByName, linkDays, searchBodies, sessionOf, type Body } from '../../../bodies/index.ts'
import { sendPage } from '../frame.ts'
import { rowsTable } from '../lists/index.ts'
import { languageOf, say, type WorkspaceLanguage } from '../words.ts'
import texts from './search.json' with { type: 'json' }

const mostFound = 25

export function searchPageRoute(app: App, context: Context): void {
  const open = { config: { permission: 'public' }, schema: { hide: true } } as const
  app.get('/area/adesione', open, async (request, reply) => {
    const byName = addressByName(context, request)
    if (byName !== null) return reply.redirect(byName, 303)
    const { q } = request.query as { q?: unknown }
    const wanted = typeof q === 'string' ? q.replaceAll('\0', '').slice(0, 200).trim() : ''
    const access = await sessionOf(context, request)
    const language = access?.account.language ?? languageOf(request.headers['accept-language'])
    // Whoever looks here is nobody yet: the registry is read as the public reads it.
    const asPublic = { ...context, db: context.publicDb }
    const found = wanted === '' ? null : await searchBodies(asPublic, { q: wanted, limit: mostFound + 1 })
    const content = page(wanted, found, language)
    return sendPage(reply, { title: say(texts, language).title, language, content, ...(access && { access }) })
  })
}

function page(q: string, found: readonly Body[] | null, language: WorkspaceLanguage): Html {
  const said = say(texts, language)
  return html`<h1>${said.title}</h1>
    <p class="lead">${said.lead}</p>
    <form class="search" role="search" action="/area/adesione">
      <div class="field">
        <label for="q">${said.search}</label>
        <span class="hint" id="q-hint">${said.searchHint}</span>
        <input id="q" name="q" type="search" value="${q}" maxlength="200" aria-describedby="q-hint" />
      </div>
      <button>${said.find}</button>
    </form>
    ${found === null ? steps(said) : results(found, said)}`
}

function steps(said: (typeof texts)['it']): Html {
  return html`<h2>${said.stepsHead}</h2>
    <ol class="steps">
      ${said.steps.map(
        ({ what, time, more }) => html`<li>
          <strong>${what}</strong> <span class="tag">${time}</span>
          <br />${fill(more, { days: linkDays })}
        </li>`,
      )}
    </ol>
    <h2>${said.needHead}</h2>
    <ul>
      ${said.needs.map((need) => html`<li>${need}</li>`)}
    </ul>
    <p>${said.free}</p>`
}

function results(found: readonly Body[], said: (typeof texts)['it']): Html {
  if (found.length === 0) {
    return html`<h2>${said.noneHead}</h2>
      <p>${said.none}</p>`
  }
  return html`<h2>${said.choose}</h2>
    ${rowsTable({
      caption: said.choose,
      columns: [said.body, said.seat, said.code],
      rows: found.slice(0, mostFound).map(({ ipaCode, name, acronym, comuneName, state }) => [
        html`<a href="/area/adesione/${encodeURIComponent(ipaCode)}">${name}</a>
            ${acronym === null ? '' : html` (${acronym})`}
            ${state === 'closed' ? html` <span class="tag tag-warm">${said.closed}</span>` : ''}`,
        comuneName ?? '',
        ipaCode,
      ]),
    })}
    ${found.length > mostFound ? html`<p>${fill(said.more, { most: mostFound })}</p>` : ''}`
}
