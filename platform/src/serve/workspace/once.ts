// SPDX-License-Identifier: AGPL-3.0-or-later
// Something secret that is shown once, in one piece and easy to copy whole with the keyboard.
import { html, type Html } from '../../base/html/index.ts'

export function shownOnce(label: string, secret: string): Html {
  return html`<div class="field once">
    <label for="once">${label}</label>
    <textarea id="once" class="hash" rows="2" readonly spellcheck="false" autocomplete="off">${secret}</textarea>
  </div>`
}
