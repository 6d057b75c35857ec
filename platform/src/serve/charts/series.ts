// SPDX-License-Identifier: AGPL-3.0-or-later
// A line with its band over time. Where the question changed, or a point may not be shown, the line stops: what cannot be
// compared is not joined. A month that was not over when it was read has a hollow dot.
import { scaleLinear, scalePoint } from 'd3-scale'
import { area, line } from 'd3-shape'
import type { Estimate } from '@ascolto/statistics'
import type { Day } from '../../base/day.ts'
import { html, type Html } from '../../base/html/index.ts'
import { longMonth, shortMonth } from '../words/dates.ts'
import { counted, intervalWords, isShown, valueWords, type Shown } from '../words/numbers.ts'
import { notShown } from './estimate.ts'

export interface Point {
  readonly month: Day
  readonly estimate: Estimate
  readonly open?: true
}

interface ShownPoint extends Point {
  readonly estimate: Shown
}

const box = { width: 640, height: 240, left: 34, right: 12, top: 12, bottom: 28 }
const mostLabels = 8

/** @param title what is drawn, for who does not see it. */
export function seriesChart(title: string, points: readonly Point[]): Html {
  const months = points.map(({ month }) => month)
  const runs = runsOf(points)
  if (runs.length === 0) return html`<p class="estimate-none">Nessun mese ha ancora abbastanza risposte.</p>`
  return html`<figure>
    <div class="scroll" role="region" aria-label="${title}: grafico" tabindex="0">${drawing(title, months, runs)}</div>
    <figcaption>
      ${title}. La fascia è l’intervallo di confidenza al 95%.${
        points.some(({ estimate }) => estimate.flags.includes('rottura di serie'))
          ? ' Dove la linea si interrompe la domanda è cambiata: prima e dopo non si confrontano.'
          : ''
      }${points.some(({ open }) => open) ? ' Il punto vuoto è un mese non ancora finito quando i dati sono stati letti.' : ''}
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

function drawing(title: string, months: readonly Day[], runs: readonly ShownPoint[][]): Html {
  const { width, height, left, right, top, bottom } = box
  const x = scalePoint(months, [left, width - right]).padding(0.5)
  const y = scaleLinear([0, 100], [height - bottom, top])
  const across = ({ month }: Point): number => x(month)!
  const toLine = line<ShownPoint>(across, ({ estimate }) => y(estimate.value)).digits(1)
  const toArea = area<ShownPoint>(
    across,
    ({ estimate }) => y(estimate.low),
    ({ estimate }) => y(estimate.high),
  ).digits(1)
  const every = Math.ceil(months.length / mostLabels)
  return html`<svg class="chart chart-wide" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
    ${[0, 25, 50, 75, 100].map(
      (value) => html`<line class="axis" x1="${left}" x2="${width - right}" y1="${y(value)}" y2="${y(value)}" />
        <text x="${left - 6}" y="${y(value)}" dy="0.32em" text-anchor="end">${value}</text>`,
    )}
    ${months.map((month, index) =>
      index % every === 0
        ? html`<text x="${across({ month } as Point)}" y="${height - 6}" text-anchor="middle">${shortMonth(month)}</text>`
        : '',
    )}
    ${runs.map(
      (run) => html`<path class="area" d="${toArea(run) ?? ''}" /><path class="line" d="${toLine(run) ?? ''}" />
        ${run.length === 1 ? whisker(run[0]!, across, y) : ''}`,
    )}
    ${runs
      .flat()
      .map(
        (point) =>
          html`<circle class="${point.open ? 'dot dot-open' : 'dot'}" cx="${across(point).toFixed(1)}" cy="${y(point.estimate.value).toFixed(1)}" r="4" />`,
      )}
  </svg>`
}

/** A point alone has no band: its interval is an upright line. */
function whisker(point: ShownPoint, across: (point: Point) => number, y: (value: number) => number): Html {
  const at = across(point).toFixed(1)
  const { low, high } = point.estimate
  return html`<line class="whisker" x1="${at}" x2="${at}" y1="${y(low).toFixed(1)}" y2="${y(high).toFixed(1)}" />`
}

function seriesTable(title: string, points: readonly Point[]): Html {
  return html`<table>
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
              ? html`<td class="number">${valueWords(estimate)}</td>
                  <td>${intervalWords(estimate)}</td>
                  <td class="number">${counted(estimate.n ?? 0, 'risposta', 'risposte')}</td>`
              : html`<td colspan="3" class="estimate-none">${notShown(estimate)}</td>`
          }
        </tr>`
      })}
    </tbody>
  </table>`
}
