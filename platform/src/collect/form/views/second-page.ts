// SPDX-License-Identifier: AGPL-3.0-or-later
// The second screen: everything else, all optional. The rating is safe already, so leaving loses nothing.
import type { DocumentItem } from '@ascolto/questionnaire'
import { fill } from '../../../base/language.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { words } from '../words.ts'
import { control, starSymbol, type Asked } from './controls.ts'
import { problemSummary } from './problem-summary.ts'
import { inSections, moreLead } from './sections.ts'

export interface SecondPage extends Asked {
  action: string
  back: string
  skip: string
  items: DocumentItem[]
  message?: string
}

export function secondPage({ action, back, skip, items, message, ...asked }: SecondPage): Html {
  const said = words[asked.language]
  const hasProblem = asked.problems.size > 0 || message !== undefined
  return html`<p class="soft">${fill(said.step, { step: 2 })}</p>
<h1 tabindex="-1"${hasProblem ? '' : html` autofocus`}>${said.moreTitle}</h1>
<p>${moreLead(items, asked.language)}</p>
${problemSummary(asked, message)}
<form method="post" action="${action}" novalidate>
${starSymbol}
${inSections(items, asked.language, (item) => control(item, asked))}
<p class="go"><button>${said.send}</button> <a href="${skip}">${said.skip}</a> <a href="${back}">${said.back}</a></p>
</form>`
}
