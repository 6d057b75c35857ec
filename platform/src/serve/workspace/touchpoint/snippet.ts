// SPDX-License-Identifier: AGPL-3.0-or-later
// What a body copies into a page of its site: the question itself, and the link for people without script and for when we
// cannot be reached.
import { html, type Html } from '../../../base/html/index.ts'
import type { Touchpoint } from '../../../bodies/index.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './snippet.json' with { type: 'json' }

/** @param link of the touchpoint's own page. */
export function snippetSection({ code, stream }: Touchpoint, link: string, language: WorkspaceLanguage): Html {
  const said = say(texts, language)
  const server = link.slice(0, link.lastIndexOf('/v/'))
  const invited = stream === 'invited'
  const mode = invited ? ' data-ascolto-mode="fine"' : ''
  const snippet = `<script src="${server}/widget.js" defer></script>
<div data-ascolto="${code}"${mode}><a href="${link}">Raccontaci com’è andata</a></div>`
  return html`<h2>${said.site}</h2>
    <p>${said.hint}</p>
    ${invited ? html`<p>${said.invited}</p>` : ''}
    <div class="field">
      <label for="riquadro">${said.copy}</label>
      <textarea id="riquadro" class="code" rows="7" readonly spellcheck="false">${snippet}</textarea>
    </div>
    <p class="note">${said.policy}</p>`
}
