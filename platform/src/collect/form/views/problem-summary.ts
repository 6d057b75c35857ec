// SPDX-License-Identifier: AGPL-3.0-or-later
// What kept an answer from being sent, at the top of the page and first in focus, with a link to each question.
import { html, type Html } from '../../../base/html/index.ts'
import { words } from '../words.ts'
import type { Asked } from './controls.ts'

export function problemSummary({ language, problems }: Asked, message: string | undefined): Html | '' {
  if (problems.size === 0 && message === undefined) return ''
  const lines = [...problems].map(([item, problem]) => html`<p><a href="#${item}">${problem}</a></p>`)
  return html`<div class="note" role="alert" tabindex="-1" autofocus>
<p><b>${words[language].problemTitle}</b></p>
${message === undefined ? '' : html`<p>${message}</p>`}${lines}
</div>`
}
