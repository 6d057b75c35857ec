// SPDX-License-Identifier: AGPL-3.0-or-later
// The part of a page where a passkey is made or used. It needs the browser's script (browser/passkey.ts), which shows the
// button where passkeys exist; everywhere else the page says what is missing.
import { html, type Html } from '../../../base/html/index.ts'
import { assetPath } from '../../assets/index.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './texts/passkey.json' with { type: 'json' }

export interface PasskeyBox {
  readonly act: 'create' | 'get'
  /** Takes the answer of the authenticator; its options are at /opzioni below it. */
  readonly address: string
  readonly button: string
  readonly language: WorkspaceLanguage
  /** Of the session, where there is one. */
  readonly formToken?: string
  /** What is sent along with the wish for options. */
  readonly fields?: Html
}

export function passkeyBox({ act, address, button, language, formToken, fields }: PasskeyBox): Html {
  const said = say(texts, language)
  return html`<form
      class="passkey"
      data-passkey="${act}"
      data-address="${address}"
      ${formToken === undefined ? '' : html`data-form="${formToken}"`}
      data-waiting="${said.waiting}"
      data-cancelled="${said.cancelled}"
      data-known="${said.known}"
      data-address-wrong="${said.addressWrong}"
      data-failed="${said.failed}"
    >
      <p class="note" data-without>${said.without}</p>
      ${fields ?? ''}
      <button hidden>${button}</button>
      <p class="said" role="status" data-said></p>
    </form>
    <script type="module" src="${assetPath('passkey.js')}"></script>`
}
