// SPDX-License-Identifier: AGPL-3.0-or-later
// The text of an agreement as part of a page. Of Markdown it knows what such texts use: headings, paragraphs, lists, strong
// words; everything else is shown as it stands.
import { html, type Html } from '../../../base/html/index.ts'

export function agreementHtml(text: string): Html {
  return html`${text
    .trim()
    .split(/\n{2,}/)
    .map(block)}`
}

function block(text: string): Html {
  if (text.startsWith('## ')) return html`<h3>${text.slice(3)}</h3>`
  if (!text.startsWith('- ')) return html`<p>${inline(text)}</p>`
  return html`<ul>
    ${text.split(/\n(?=- )/).map((item) => html`<li>${inline(item.slice(2))}</li>`)}
  </ul>`
}

/** Every second piece between double asterisks is strong. */
function inline(text: string): Html {
  return html`${text.split('**').map((piece, index) => (index % 2 === 1 ? html`<strong>${piece}</strong>` : piece))}`
}
