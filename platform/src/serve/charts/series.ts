// SPDX-License-Identifier: AGPL-3.0-or-later
// A line with its band over time. Where the question changed, or a point may not be shown, the line stops: what cannot be
// compared is not joined. A month that was not over when it was read has a hollow dot.
import { scaleLinear, scalePoint } from 'd3-scale'
import { area, line } from 'd3-shape'
import type { Estimate } from '@ascolto/statistics'
import type { Day } from '../../base/day.ts'
import { html, type Html } from '../../base/html/index.ts'
import { longMonth, shortMonth } from '../words/dates.ts'
import { count, intervalWords, isShown, roundedLike, valueWords, type Shown } from '../words/numbers.ts'
import { notShown } from './estimate.ts'

export interface Point {
  readonly month: Day
  readonly estimate: Estimate
  readonly open?: true
}

interface ShownPoint extends Point {
  readonly estimate: Shown
}

/** Months that are named below the drawing; where there is little room, every second of them. */
const mostLabels = 8

/** @param title what is drawn, for who does not see it. */
export function seriesChart(title: string, points: readonly Point[]): Html {
  const months = points.map(({ month }) => month)
  const runs = runsOf(points)
  if (runs.length === 0) return html`<p class="estimate-none">Nessun mese ha ancora abbastanza risposte.</p>`
  return html`<figure>
    ${drawing(title, months, runs)}
    <figcaption>
      ${title}. La fascia è l’intervallo di confidenza al 95%.${
        points.some(({ estimate }) => estimate.flags.includes('rottura di serie'))
          ? ' Dove la linea si interrompe la domanda è cambiata: prima e dopo non si confrontano.'
          : ''
      }${runs.flat().some(({ open }) => open) ? ' Il punto vuoto è un mese non ancora finito quando i dati sono stati letti.' : ''}
    </figcaption>
    <details>
      <summary>I dati mese per mese</summary>
      ${seriesTable(title, points)}
    </details>
  </figure>`
}

/** Consecutive points that may be joined. */
function runsOf(points: readonly Point[]): ShownPoint[][] {
  const runs: ShownPoint[][] = []
  let joined = false
  for (const point of points) {
    const { estimate } = point
    if (!isShown(estimate)) {
      joined = false
      continue
    }
    const shown = { ...point, estimate }
    if (joined && !estimate.flags.includes('rottura di serie')) runs.at(-1)!.push(shown)
    else runs.push([shown])
    joined = true
  }
  return runs
}

/** Everything in percent of a box that is as wide as the page: lines in a picture of their own that is stretched with it,
 * dots and words beside them, which are not. */
function drawing(title: string, months: readonly Day[], runs: readonly ShownPoint[][]): Html {
  const places = scalePoint(months, [0, 100]).padding(0.5)
  const x = ({ month }: { month: Day }): number => places(month)!
  const y = scaleLinear([0, 100], [100, 0])
  const toLine = line<ShownPoint>(x, ({ estimate }) => y(estimate.value)).digits(2)
  const toArea = area<ShownPoint>(
    x,
    ({ estimate }) => y(estimate.low),
    ({ estimate }) => y(estimate.high),
  ).digits(2)
  const points = runs.flat()
  const [first, last] = [points[0]!, points.at(-1)!]
  const valueLabel = (point: ShownPoint, anchor: 'start' | 'end'): Html =>
    html`<text class="value" x="${percent(x(point))}" y="${percent(y(point.estimate.value))}" dy="-0.8em" text-anchor="${anchor}">${roundedLike(point.estimate)(point.estimate.value)}</text>`
  return html`<svg class="chart" role="img" aria-label="${title}: ${spanWords(first, last)}">
    ${[0, 25, 50, 75, 100].map(
      (value) => html`<line class="axis" x1="0" x2="100%" y1="${y(value)}%" y2="${y(value)}%" />
        <text x="0" y="${y(value)}%" dx="-0.5em" dy="0.32em" text-anchor="end">${value}</text>`,
    )}
    ${monthLabels(months, x)}
    <svg viewBox="0 0 100 100" width="100%" height="100%" preserveAspectRatio="none">
      ${runs.map((run) => html`<path class="area" d="${toArea(run) ?? ''}" /><path class="line" d="${toLine(run) ?? ''}" />`)}
    </svg>
    ${runs.map((run) => (run.length === 1 ? whisker(run[0]!, x, y) : ''))}
    ${points.map(
      (point) =>
        html`<circle class="${point.open ? 'dot dot-open' : 'dot'}" cx="${percent(x(point))}" cy="${percent(y(point.estimate.value))}" r="4" />`,
    )}
    ${valueLabel(first, 'start')} ${first === last ? '' : valueLabel(last, 'end')}
  </svg>`
}

const percent = (place: number): string => `${place.toFixed(2)}%`

/** From the last month back, which is the one people look for. */
function monthLabels(months: readonly Day[], x: (point: { month: Day }) => number): Html[] {
  const every = Math.ceil(months.length / mostLabels)
  return months.map((month, index) => {
    const back = (months.length - 1 - index) / every
    if (!Number.isInteger(back)) return html``
    const spare = back % 2 === 1 ? html`class="spare"` : ''
    return html`<text ${spare} x="${percent(x({ month }))}" y="100%" dy="1.6em" text-anchor="middle">${shortMonth(month)}</text>`
  })
}

/** "da 46 su 100 (maggio 2026) a 66 su 100 (novembre 2026)". */
function spanWords(first: ShownPoint, last: ShownPoint): string {
  const words = ({ month, estimate }: ShownPoint): string => `${valueWords(estimate)} (${longMonth(month)})`
  return first === last ? words(first) : `da ${words(first)} a ${words(last)}`
}

/** A point alone has no band: its interval is an upright line. */
function whisker(point: ShownPoint, x: (point: ShownPoint) => number, y: (value: number) => number): Html {
  const at = percent(x(point))
  const { low, high } = point.estimate
  return html`<line class="whisker" x1="${at}" x2="${at}" y1="${percent(y(low))}" y2="${percent(y(high))}" />`
}

function seriesTable(title: string, points: readonly Point[]): Html {
  return html`<table class="rows narrow">
    <caption>
      ${title}
    </caption>
    <thead>
      <tr>
        <th scope="col">Mese</th>
        <th scope="col" class="number">Stima</th>
        <th scope="col">Intervallo</th>
        <th scope="col" class="number">Risposte</th>
      </tr>
    </thead>
    <tbody>
      ${points.map(({ month, estimate, open }) => {
        const breaks = estimate.flags.includes('rottura di serie')
        const remarks = [open ? 'mese non finito' : '', breaks ? 'la domanda è cambiata' : '']
          .filter(Boolean)
          .join(', ')
        return html`<tr>
          <th scope="row">${longMonth(month)}${remarks ? html` <small>(${remarks})</small>` : ''}</th>
          ${
            isShown(estimate)
              ? html`<td class="number" data-label="Stima">${roundedLike(estimate)(estimate.value)}</td>
                  <td data-label="Intervallo">${intervalWords(estimate)}</td>
                  <td class="number" data-label="Risposte">${count(estimate.n ?? 0)}</td>`
              : html`<td colspan="3" class="estimate-none" data-label="Stima">${notShown(estimate)}</td>`
          }
        </tr>`
      })}
    </tbody>
  </table>`
}
