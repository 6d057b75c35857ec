// SPDX-License-Identifier: AGPL-3.0-or-later
// The signature of the product, the same everywhere: a dot with its interval, and the same in words beside it. An estimate
// that may not be shown has no drawing at all.
import type { Estimate } from '@ascolto/statistics'
import { html, type Html } from '../../base/html/index.ts'
import { counted, intervalWords, isShown, valueWords, type Shown } from '../words/numbers.ts'
import { flagWords, qualityNames } from '../words/labels.ts'

/** Where the value lies on its whole scale, in percent of the width. */
function placeOf({ unit }: Shown): (value: number) => string {
  const [low, high] = unit === 'nps' ? [-100, 100] : [0, 100]
  return (value) => `${((100 * (value - low)) / (high - low)).toFixed(2)}%`
}

/** The drawing alone. It repeats words that stand beside it, so assistive technology passes it by. */
export function intervalDrawing(estimate: Shown): Html {
  const at = placeOf(estimate)
  const middle = estimate.unit === 'nps' ? 0 : 50
  const weak = estimate.quality === 'indicativo' ? ' interval-weak' : ''
  return html`<svg class="interval${weak}" aria-hidden="true" focusable="false">
    <line class="scale" x1="0%" x2="100%" y1="50%" y2="50%" />
    <line class="mark" x1="${at(middle)}" x2="${at(middle)}" y1="15%" y2="85%" />
    <line class="band" x1="${at(estimate.low)}" x2="${at(estimate.high)}" y1="50%" y2="50%" />
    <circle class="dot" cx="${at(estimate.value)}" cy="50%" r="6" />
  </svg>`
}

/** What may be said of an estimate that has no value: how many answered, when that may be said. */
export function notShown(estimate: Estimate | null): string {
  if (estimate === null || estimate.n === 0) return 'Ancora nessuna risposta'
  return estimate.n === null
    ? 'Troppo poche risposte'
    : `Troppo poche risposte (${counted(estimate.n, 'risposta', 'risposte')}, ne servono 10)`
}

/** For lists and tables: drawing, value and interval on two lines. */
export function smallEstimate(estimate: Estimate | null): Html {
  if (!isShown(estimate)) return html`<span class="estimate-none">${notShown(estimate)}</span>`
  return html`${intervalDrawing(estimate)}
    <span class="estimate-small"><strong>${valueWords(estimate)}</strong> <small>${intervalWords(estimate)}</small></span>`
}

/** For the head of a page: everything that belongs to a number. */
export function largeEstimate(estimate: Estimate | null): Html {
  if (!isShown(estimate)) return html`<p class="estimate-none">${notShown(estimate)}.</p>`
  const level = Math.round(100 * estimate.level)
  return html`<div class="estimate-large">
    <p>
      <span class="estimate-value">${valueWords(estimate)}</span>
      <span class="estimate-margin">${intervalWords(estimate)} (al ${level}%)</span>
    </p>
    ${intervalDrawing(estimate)}
    <p class="note">${estimateNotes(estimate)}</p>
  </div>`
}

/** "410 risposte · Qualità B · chi ha risposto lo ha fatto di sua iniziativa". */
export function estimateNotes(estimate: Shown): string {
  const { n, quality, flags } = estimate
  const notes = [n === null ? null : counted(n, 'risposta', 'risposte'), qualityNames[quality]]
  const remarks = flags.filter((flag) => flag !== 'dati dimostrativi').map((flag) => flagWords[flag])
  return [...notes, ...remarks].filter((note) => note !== null).join(' · ')
}
