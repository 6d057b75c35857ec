// SPDX-License-Identifier: AGPL-3.0-or-later
// A body at work: its services, whether answers arrive, and the way to everything that belongs to the body.
import type { Context } from '../../base/context.ts'
import { html, type Html } from '../../base/html/index.ts'
import { fill } from '../../base/language.ts'
import type { App } from '../../base/http/index.ts'
import {
  findHeir,
  isAllowed,
  listServices,
  type Access,
  type Body,
  type Heir,
  type Permission,
  type Service,
} from '../../bodies/index.ts'
import { countReceived, type Received } from '../../estimate/index.ts'
import { closedNotice } from '../layout/index.ts'
import { theDay } from '../words/dates.ts'
import { kindName } from '../words/labels.ts'
import { counted } from '../words/numbers.ts'
import { bodyOf } from './find-subject.ts'
import { crumbs } from './frame.ts'
import { rowsTable } from './lists/index.ts'
import { workspaceRoute } from './route.ts'
import texts from './texts/body.json' with { type: 'json' }
import { say, type WorkspaceLanguage } from './words.ts'

export function bodyPageRoute(app: App, context: Context): void {
  workspaceRoute(app, context, {
    url: '/area/enti/:ipa',
    permission: 'body.read',
    async act({ context: scoped, access, params, language }) {
      const body = await bodyOf(scoped, params)
      const services = await listServices(scoped, body.id)
      const received = await receivedBy(scoped, access, services)
      const heir = await findHeir(scoped.db, body.ipaCode)
      const content = bodyPage({ body, heir, services, received, access, language })
      return { page: { title: body.name, demo: body.demo, content } }
    },
  })
}

/** Answers by service; null for who must not see any. */
export async function receivedBy(
  context: Context,
  { viewing }: Access,
  services: readonly Service[],
): Promise<ReadonlyMap<number, Received> | null> {
  if (viewing !== null) return null
  return countReceived(
    context,
    services.map(({ id }) => id),
  )
}

interface View {
  readonly body: Body
  readonly heir: Heir | null
  readonly services: readonly Service[]
  readonly received: ReadonlyMap<number, Received> | null
  readonly access: Access
  readonly language: WorkspaceLanguage
}

function bodyPage({ body, heir, services, received, access, language }: View): Html {
  const said = say(texts, language)
  const here = `/area/enti/${body.ipaCode}`
  const mayRegister = isAllowed(access, 'service.create') && access.viewing === null
  return html`${crumbs(language)}
    <h1>${body.name}</h1>
    ${closedNotice(body.state, heir, '/area/enti', language)}
    ${
      services.length === 0
        ? html`<p>${mayRegister ? said.noServices : said.noServicesReader}</p>`
        : serviceTable(services, received, language)
    }
    ${mayRegister ? html`<p><a class="button" href="${here}/servizi/nuovo">${said.register}</a></p>` : ''}
    ${manageLinks(here, access, language)}
    <p><a href="/enti/${body.ipaCode}">${said.asPublic}</a></p>`
}

function manageLinks(here: string, access: Access, language: WorkspaceLanguage): Html {
  const said = say(texts, language)
  const links: readonly { path: string; name: string; permission: Permission }[] = [
    { path: 'persone', name: said.members, permission: 'member.read' },
    { path: 'chiavi', name: said.keys, permission: 'key.read' },
    { path: 'adesione', name: said.adhesion, permission: 'adhesion.read' },
    { path: 'sportello-digitale', name: said.sdg, permission: 'sdg.read' },
    { path: 'registro', name: said.log, permission: 'body.audit' },
  ]
  const open = links.filter(({ permission }) => isAllowed(access, permission))
  if (open.length === 0) return html``
  return html`<h2>${said.manage}</h2>
    <ul>
      ${open.map(({ path, name }) => html`<li><a href="${here}/${path}">${name}</a></li>`)}
    </ul>`
}

function serviceTable(
  services: readonly Service[],
  received: ReadonlyMap<number, Received> | null,
  language: WorkspaceLanguage,
): Html {
  const said = say(texts, language)
  return rowsTable({
    caption: said.services,
    columns: [said.service, said.received, said.inObservatory],
    rows: services.map(({ id, slug, name, kind, state }) => [
      html`<a href="/area/servizi/${slug}">${name}</a>
        <small>${kindName(kind, language)}${state === 'closed' ? ` · ${said.serviceClosed}` : ''}</small>`,
      received === null ? said.hidden : receivedWords(received.get(id), language),
      html`<a href="/servizi/${slug}">${said.see}<span class="visually-hidden">${fill(said.seeOf, { name })}</span></a>`,
    ]),
  })
}

/** "12 risposte, l’ultima il 3 marzo 2026". */
export function receivedWords(received: Received | undefined, language: WorkspaceLanguage): string {
  const said = say(texts, language)
  if (received === undefined || received.answers === 0) return said.none
  const answers = counted(received.answers, said.one, said.many)
  if (received.lastDay === null) return answers
  return fill(said.last, { answers, day: theDay(received.lastDay, language) })
}
