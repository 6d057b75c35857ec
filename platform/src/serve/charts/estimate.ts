// SPDX-License-Identifier: AGPL-3.0-or-later
// The signature of the product, the same everywhere: a dot with its interval, and the same in words beside it. An estimate
// that may not be shown has no drawing at all.
import type { Estimate } from '@ascolto/statistics'
import { html, type Html } from '../../base/html/index.ts'
import { counted, intervalWords, isShown, signed, valueWords, type Shown } from '../words/numbers.ts'
import { flagWords, qualityNames } from '../words/labels.ts'

function scaleOf({ unit }: Shown): readonly [low: number, high: number] {
  return unit === 'nps' ? [-100, 100] : [0, 100]
}

/** Where the value lies on its whole scale, in percent of the width. */
function placeOf(estimate: Shown): (value: number) => string {
  const [low, high] = scaleOf(estimate)
  return (value) => `${((100 * (value - low)) / (high - low)).toFixed(2)}%`
}

/** The drawing alone. It repeats words that stand beside it, so assistive technology passes it by. */
export function intervalDrawing(estimate: Shown): Html {
  const at = placeOf(estimate)
  const weak = estimate.quality === 'indicativo' ? ' interval-weak' : ''
  return html`<svg class="interval${weak}" aria-hidden="true" focusable="false">
    <line class="scale" x1="0%" x2="100%" y1="50%" y2="50%" />
    ${['0%', '50%', '100%'].map((x) => html`<line class="mark" x1="${x}" x2="${x}" y1="30%" y2="70%" />`)}
    <line class="band" x1="${at(estimate.low)}" x2="${at(estimate.high)}" y1="50%" y2="50%" />
    <circle class="dot" cx="${at(estimate.value)}" cy="50%" r="4.5" />
  </svg>`
}

/** What the ends and the middle of the drawing stand for. */
function intervalEnds(estimate: Shown): Html {
  const [low, high] = scaleOf(estimate)
  const unit = estimate.unit === 'percent' ? '%' : ''
  return html`<div class="interval-ends" aria-hidden="true">
    ${[low, (low + high) / 2, high].map((value) => html`<span>${signed(value)}${unit}</span>`)}
  </div>`
}

/** What may be said of an estimate that has no value: how many answered, when that may be said. */
export function notShown(estimate: Estimate | null): string {
  if (estimate === null || estimate.n === 0) return 'Ancora nessuna risposta'
  return estimate.n === null
    ? 'Troppo poche risposte'
    : `Troppo poche risposte (${counted(estimate.n, 'risposta', 'risposte')}, ne servono 10)`
}

/** For lists and tables: value and interval in words, on the line of the row, and the drawing below. */
export function smallEstimate(estimate: Estimate | null): Html {
  if (!isShown(estimate)) return html`<span class="estimate-none">${notShown(estimate)}</span>`
  return html`<span class="estimate-small"
      ><strong>${valueWords(estimate)}</strong> <small>${intervalWords(estimate)}</small></span
    >
    ${intervalDrawing(estimate)}`
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
    ${intervalDrawing(estimate)} ${intervalEnds(estimate)}
    <p class="note">${estimateNotes(estimate)}</p>
  </div>`
}

/** "410 risposte · Qualità B · stima non ponderata, da risposte spontanee". */
export function estimateNotes(estimate: Shown): string {
  const { n, quality, flags } = estimate
  const remarks = flags.filter((flag) => flag !== 'dati dimostrativi').map((flag) => flagWords[flag])
  const notes = [
    n === null ? '' : counted(n, 'risposta', 'risposte'),
    qualityNames[quality],
    remarks.length === 0 ? '' : `stima ${remarks.join(', ')}`,
  ]
  return notes.filter(Boolean).join(' · ')
}
