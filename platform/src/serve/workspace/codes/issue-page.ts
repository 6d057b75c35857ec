// SPDX-License-Identifier: AGPL-3.0-or-later
// Making invitations. The answer to the form is the file itself: codes are kept nowhere from where a page could take them.
import type { Context } from '../../../base/context.ts'
import { addDays, dayOf } from '../../../base/day.ts'
import { notFound } from '../../../base/errors.ts'
import { html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import { writeCsv } from '../../../base/table/write-csv.ts'
import { formName, secretOf, type FoundTouchpoint, type Touchpoint } from '../../../bodies/index.ts'
import { codeLimits, invitationChannels, invitationPath, issueCodes } from '../../../collect/index.ts'
import { count } from '../../words/numbers.ts'
import { problemSummary, selectField, textField, type Filled } from '../fields.ts'
import type { WorkspacePage } from '../frame.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import {
  linkOf,
  onlyHereNotice,
  pathOf,
  publicAddress,
  touchpointCrumbs,
  peoplesTouchpoint,
} from '../touchpoint/place.ts'
import { say } from '../words.ts'
import texts from './codes.json' with { type: 'json' }
import { codesPath, codesUrl, mayIssue } from './place.ts'

const usualDays = 60

export function issuePageRoutes(app: App, context: Context): void {
  const [url, permission] = [`${codesUrl}/nuovi`, 'code.issue'] as const
  workspaceRoute(app, context, {
    ...{ url, permission },
    async act(call) {
      const found = await issuingOf(call)
      const given = {
        once: formName(),
        channel: usualChannel(found.touchpoint),
        expiresOn: addDays(dayOf(call.context.now()), usualDays),
      }
      return { page: formPage(call, found, { given, problems: [], language: call.language }) }
    },
  })
  workspaceRoute(app, context, { ...{ method: 'POST', url, permission }, act: (call) => issue(call, context) })
}

async function issuingOf(call: Call): Promise<FoundTouchpoint> {
  const found = await peoplesTouchpoint(call)
  if (!mayIssue(call, found.touchpoint)) throw notFound({ detail: say(texts, call.language).notHere })
  return found
}

/** Invitations are sent: where the question stands on a page or a sheet, mostly by mail. */
function usualChannel({ channel }: Touchpoint): string {
  return channel === 'web' || channel === 'qr' ? 'email' : channel
}

/** @param whole context with the platform's own rights, which alone can sign a code. */
async function issue(call: Call, whole: Context): Promise<Answer> {
  const { context, access, given, language, request } = call
  const said = say(texts, language)
  const found = await issuingOf(call)
  const { code } = found.touchpoint
  const secret = secretOf(access, `codes ${code}`, given['once'])
  const issued = await issueCodes(context, { found, actor: access.account, given, secret, whole })
  if (issued.kind !== 'issued') {
    const isSpent = issued.kind === 'spent'
    const problems = isSpent ? [{ field: 'number', message: said.spent }] : issued.problems
    const again = { ...given, ...(isSpent && { once: formName() }) }
    return { page: { ...formPage(call, found, { given: again, problems, language }), status: isSpent ? 409 : 400 } }
  }
  const links = issued.codes.map((one) => [publicAddress(context, request, invitationPath(code, one))])
  const name = `ascolto-${said.fileName}-${code}-${issued.batch.slice(0, 8)}.csv`
  return { file: writeCsv([said.link], links), type: 'text/csv; charset=utf-8', name }
}

function formPage(call: Call, found: FoundTouchpoint, filled: Filled): WorkspacePage {
  const { language, context, request, formField } = call
  const { touchpoint } = found
  const said = say(texts, language)
  const limits = { fewest: count(codeLimits.fewest), most: count(codeLimits.most), days: count(codeLimits.days) }
  const content = html`${touchpointCrumbs(call, found, touchpoint)}
    <h1>${said.issueTitle}</h1>
    <p class="lead">${said.issueLead}</p>
    ${onlyHereNotice(linkOf(context, request, found), language)}
    ${
      touchpoint.stream === 'invited'
        ? html`<p class="notice">${said.alsoInvited} <a href="${pathOf(touchpoint)}/modifica">${said.change}</a></p>`
        : ''
    }
    ${problemSummary(filled, said.notIssued)}
    <form method="post" action="${codesPath(touchpoint)}/nuovi" novalidate>
      ${formField}<input type="hidden" name="once" value="${String(filled.given['once'] ?? '')}" />
      ${textField(filled, { name: 'number', label: said.number, hint: fill(said.numberHint, limits), type: 'number', required: true })}
      ${selectField(filled, { name: 'channel', label: said.channelAsked, hint: said.channelHint }, invitationChannels)}
      ${textField(filled, { name: 'expiresOn', label: said.expiresOn, hint: fill(said.expiresHint, limits), type: 'date', required: true })}
      ${textField(filled, { name: 'note', label: said.note, hint: said.noteHint })}
      <p>${said.onceOnly}</p>
      <button>${said.download}</button>
    </form>
    <p><a href="${codesPath(touchpoint)}">${said.back}</a></p>`
  return { title: `${said.issueTitle} – ${touchpoint.name}`, content, demo: touchpoint.demo }
}
