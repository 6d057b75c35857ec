// SPDX-License-Identifier: AGPL-3.0-or-later
// What belongs to the person alone: name and language, the ways in, and the sessions open elsewhere.
import type { Context } from '../../../../base/context.ts'
import { html, type Html } from '../../../../base/html/index.ts'
import { fill } from '../../../../base/language.ts'
import type { App } from '../../../../base/http/index.ts'
import {
  audit,
  countOtherSessions,
  endOtherSessions,
  hasOidc,
  isLinked,
  listPasskeys,
  readName,
  setLanguage,
  setName,
  type Passkey,
} from '../../../../bodies/index.ts'
import { instantWords } from '../../../words/dates.ts'
import { crumbs, type WorkspacePage } from '../../frame.ts'
import { problemSummary, radioField, textField, type Filled } from '../../fields.ts'
import { rowsTable } from '../../lists/index.ts'
import { workspaceRoute, type Call } from '../../route.ts'
import { say } from '../../words.ts'
import texts from './profile.json' with { type: 'json' }

const url = '/area/profilo'

export function profilePageRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url, permission: 'account' },
    async act(call) {
      const { name, language } = call.access.account
      return { page: await page(call, { given: { name, language }, problems: [], language }) }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url, permission: 'account' },
    async act(call) {
      const { context: scoped, given, access, language } = call
      const { id, pseudonym, name: before } = access.account
      const read = readName(given, language)
      if (!read.ok)
        return { page: { ...(await page(call, { given, problems: read.problems, language })), status: 400 } }
      await setName(scoped, id, read.value)
      if (given['language'] === 'it' || given['language'] === 'en') await setLanguage(scoped, id, given['language'])
      if (read.value !== before) {
        const after = read.value
        await audit(scoped, { act: 'account.name', actor: pseudonym, subject: `account ${pseudonym}`, before, after })
      }
      return { redirect: url }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${url}/accessi`, permission: 'account.keys' },
    async act({ context: scoped, access }) {
      const { pseudonym } = access.account
      const ended = await endOtherSessions(scoped, access)
      const after = { ended }
      await audit(scoped, { act: 'session.end-others', actor: pseudonym, subject: `account ${pseudonym}`, after })
      return { redirect: `${url}#accessi` }
    },
  })
}

async function page(call: Call, filled: Filled): Promise<WorkspacePage> {
  const { context, access, language, formField } = call
  const said = say(texts, language)
  const passkeys = await listPasskeys(context, access.account.id)
  const others = await countOtherSessions(context, access)
  const linked = await isLinked(context, access.account.id)
  const content = html`${crumbs(language)}
    <h1>${said.title}</h1>
    ${problemSummary(filled)}
    <form method="post" action="${url}" novalidate>
      ${formField} ${textField(filled, { name: 'name', label: said.name, required: true })}
      ${radioField(filled, { name: 'language', label: said.language }, languages)}
      <button>${said.save}</button>
    </form>
    <h2>${said.waysHead}</h2>
    ${passkeyTable(call, passkeys)}
    <p><a class="button button-quiet" href="${url}/passkey/nuova">${said.add}</a></p>
    ${spidPart(call, { available: hasOidc(context), linked, alone: passkeys.length === 0 })}
    <h2 id="accessi">${said.sessionsHead}</h2>
    <p>${sessionWords(others, said)}</p>
    ${
      others === 0
        ? ''
        : html`<form method="post" action="${url}/accessi">${formField}<button>${said.endOthers}</button></form>`
    }`
  return { title: said.title, content }
}

const languages = [
  { code: 'it', label: 'Italiano' },
  { code: 'en', label: 'English' },
]

function sessionWords(others: number, said: (typeof texts)['it']): string {
  if (others === 0) return said.noOthers
  return others === 1 ? said.oneOther : fill(said.others, { count: others })
}

function passkeyTable({ language }: Call, passkeys: readonly Passkey[]): Html {
  const said = say(texts, language)
  if (passkeys.length === 0) return html`<p>${said.noPasskeys}</p>`
  return rowsTable({
    caption: said.passkeys,
    captionSeen: true,
    columns: [said.passkey, said.made, said.used],
    rows: passkeys.map(({ id, name, createdAt, lastUsedAt }) => [
      html`<a href="${url}/passkey?id=${encodeURIComponent(id)}">${name}</a>`,
      instantWords(createdAt, language),
      lastUsedAt === null ? said.never : instantWords(lastUsedAt, language),
    ]),
  })
}

interface Spid {
  readonly available: boolean
  readonly linked: boolean
  /** Whether it is the only way in. */
  readonly alone: boolean
}

function spidPart({ language, formField }: Call, { available, linked, alone }: Spid): Html {
  if (!available) return html``
  const said = say(texts, language)
  if (!linked) {
    return html`<p>${said.notLinked}</p>
      <p><a class="button button-quiet" href="${url}/spid">${said.link}</a></p>`
  }
  return html`<p>${said.linked}</p>
    ${
      alone
        ? ''
        : html`<form method="post" action="${url}/spid/scollega">
            ${formField}<button class="button-quiet">${said.unlink}</button>
          </form>`
    }`
}
