// SPDX-License-Identifier: AGPL-3.0-or-later
// Adding, naming and removing the person's passkeys. Whoever does so has just proved who they are: a browser left open for a
// moment must not be enough to move in.
import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Context } from '../../../../base/context.ts'
import { notFound } from '../../../../base/errors.ts'
import { html, type Html } from '../../../../base/html/index.ts'
import { fill } from '../../../../base/language.ts'
import type { App } from '../../../../base/http/index.ts'
import {
  addPasskey,
  audit,
  endOtherSessions,
  formToken,
  hasOidc,
  isLinked,
  listPasskeys,
  optionsToAdd,
  readAdded,
  readName,
  removePasskey,
  renamePasskey,
  siteOf,
  withRights,
  type Passkey,
} from '../../../../bodies/index.ts'
import { problemSummary, textField, type Filled } from '../../fields.ts'
import { crumbs, type WorkspacePage } from '../../frame.ts'
import { workspaceRoute, type Call } from '../../route.ts'
import { say } from '../../words.ts'
import type { Attempts } from '../attempts.ts'
import { Attestation, bodyLimit, goOn, tell, tellRefusal } from '../passkey-answers.ts'
import { passkeyBox } from '../passkey-box.ts'
import texts from './profile.json' with { type: 'json' }

const profile = '/area/profilo'
const url = `${profile}/passkey`
const permission = 'account.keys'

export function passkeyPagesRoutes(app: App, context: Context, attempts: Attempts): void {
  newPageRoute(app, context)
  addRoutes(app, context, attempts)
  editRoutes(app, context)
}

function newPageRoute(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url: `${url}/nuova`, permission },
    async act({ access, language }) {
      const said = say(texts, language)
      const field = { name: 'name', label: said.newName, hint: said.newNameHint, required: true }
      const fields = textField({ given: {}, problems: [], language }, field)
      const box = { act: 'create', address: `${url}/nuova`, button: said.create, language, fields } as const
      const content = html`${crumbs(language, { address: profile, name: said.title })}
        <h1>${said.newTitle}</h1>
        <p class="lead">${said.newLead}</p>
        ${passkeyBox({ ...box, formToken: formToken(access.token) })}`
      return { page: { title: said.newTitle, content, scripts: true } }
    },
  })
}

function addRoutes(app: App, context: Context, attempts: Attempts): void {
  const own = { config: { permission }, schema: { hide: true } } as const
  app.post(`${url}/nuova/opzioni`, own, async (request, reply) => {
    attempts.admit(request)
    const access = request.access!
    const name = readName((request.body ?? {}) as Record<string, unknown>, access.account.language)
    if (!name.ok) return tell(reply, name.problems.map(({ message }) => message).join(' '))
    const options = await optionsToAdd(context, siteOf(context, request), access, name.value)
    return reply.header('cache-control', 'no-store').send(options)
  })
  app.post(`${url}/nuova`, { ...own, bodyLimit, schema: { hide: true, body: Attestation } }, async (request, reply) => {
    attempts.admit(request)
    const access = request.access!
    const answer = request.body.answer as RegistrationResponseJSON
    const made = await readAdded(context, siteOf(context, request), answer, access)
    if (!made.ok) {
      attempts.noteWrong(request)
      return tellRefusal(reply, made.why, access.account.language)
    }
    await withRights(context, access, async (scoped) => {
      const { id, pseudonym } = access.account
      await addPasskey(scoped, id, made.passkey, made.name)
      const after = { name: made.name }
      await audit(scoped, { act: 'passkey.add', actor: pseudonym, subject: `account ${pseudonym}`, after })
    })
    return goOn(reply, profile)
  })
}

function editRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url, permission },
    async act(call) {
      const passkey = await passkeyOf(call, call.query['id'])
      const filled = { given: { name: passkey.name }, problems: [], language: call.language }
      return { page: editPage(call, passkey, filled) }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${url}/nome`, permission },
    async act(call) {
      const { context: scoped, given, access, language } = call
      const passkey = await passkeyOf(call, given['id'])
      const name = readName(given, language)
      if (!name.ok) {
        return { page: { ...editPage(call, passkey, { given, problems: name.problems, language }), status: 400 } }
      }
      const { id, pseudonym } = access.account
      const before = await renamePasskey(scoped, id, passkey.id, name.value)
      const entry = { act: 'passkey.rename', actor: pseudonym, subject: `account ${pseudonym}` }
      await audit(scoped, { ...entry, before, after: name.value })
      return { redirect: profile }
    },
  })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${url}/rimuovi`, permission },
    async act(call) {
      const { context: scoped, given, access, language } = call
      const passkey = await passkeyOf(call, given['id'])
      const { id, pseudonym } = access.account
      const outcome = await removePasskey(scoped, id, passkey.id, hasOidc(scoped) && (await isLinked(scoped, id)))
      if (outcome === 'unknown') throw notFound()
      if (outcome === 'last') {
        const message = say(texts, language)[hasOidc(scoped) ? 'lastWithSpid' : 'last']
        const filled = { given: { name: passkey.name }, problems: [{ field: 'remove', message }], language }
        return { page: { ...editPage(call, passkey, filled), status: 409 } }
      }
      await endOtherSessions(scoped, access)
      const before = { name: passkey.name }
      await audit(scoped, { act: 'passkey.remove', actor: pseudonym, subject: `account ${pseudonym}`, before })
      return { redirect: profile }
    },
  })
}

/** @throws PlatformError 404 for one that is not the person's own. */
async function passkeyOf({ context, access }: Call, id: unknown): Promise<Passkey> {
  const passkey = (await listPasskeys(context, access.account.id)).find((one) => one.id === id)
  if (!passkey) throw notFound()
  return passkey
}

function editPage({ language, formField }: Call, { id, name }: Passkey, filled: Filled): WorkspacePage {
  const said = say(texts, language)
  const title = fill(said.editTitle, { name })
  const idField = html`<input type="hidden" name="id" value="${id}" />`
  const content: Html = html`${crumbs(language, { address: profile, name: said.title })}
    <h1>${title}</h1>
    ${problemSummary(filled)}
    <form method="post" action="${url}/nome" novalidate>
      ${formField} ${idField} ${textField(filled, { name: 'name', label: said.newName, required: true })}
      <button>${said.rename}</button>
    </form>
    <h2>${said.removeHead}</h2>
    <p>${said.removeLead}</p>
    <form method="post" action="${url}/rimuovi">
      ${formField} ${idField}
      <button id="remove" class="button-quiet">${said.remove}</button>
    </form>`
  return { title, content }
}
