// SPDX-License-Identifier: AGPL-3.0-or-later
// The estimate of the service as everybody sees it, and as it would be with what is kept apart.
import { method, type Estimate } from '@ascolto/statistics'
import { html, type Html, type HtmlValue } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { HeldFigures } from '../../../estimate/index.ts'
import { smallEstimate } from '../../charts/estimate.ts'
import { qualityGrades } from '../../words/labels.ts'
import { count, isShown } from '../../words/numbers.ts'
import { rowsTable } from '../lists/index.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './held.json' with { type: 'json' }

/** @param some whether anything is kept apart at all. */
export function figuresSection(figures: HeldFigures, some: boolean, language: WorkspaceLanguage): Html {
  const said = say(texts, language)
  const rows = [row(said.without, figures.without), ...(figures.with === null ? [] : [row(said.with, figures.with)])]
  return html`<h2>${said.estimate}</h2>
    ${rowsTable({
      caption: said.estimate,
      columns: [
        said.which,
        { head: said.value, estimate: true, plain: true },
        { head: said.answers, number: true },
        said.quality,
      ],
      rows,
    })}
    ${some && figures.with === null ? html`<p class="note">${fill(said.few, { least: method.notShownBelow })}</p>` : ''}`
}

/** An estimate is said in Italian, in whatever language the page is. */
function row(name: string, estimate: Estimate | null): HtmlValue[] {
  return [
    name,
    html`<div lang="it">${smallEstimate(estimate)}</div>`,
    isShown(estimate) && estimate.n !== null ? count(estimate.n) : '–',
    isShown(estimate) ? html`<span lang="it">${qualityGrades[estimate.quality]}</span>` : '–',
  ]
}
