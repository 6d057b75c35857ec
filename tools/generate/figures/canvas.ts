// SPDX-License-Identifier: AGPL-3.0-or-later
// What the figures of the method pages are drawn with: a plot of 640 by 300 with two linear scales, dark on white, so that it reads in
// print and in the dark. Everything a figure says stands in its title and description as well.

export interface Scale {
  readonly from: number
  readonly to: number
  readonly ticks: readonly number[]
}

export interface Figure {
  readonly title: string
  /** In words, for whoever cannot see it. */
  readonly description: string
  readonly x: Scale & { readonly label: string; readonly name?: (tick: number) => string }
  readonly y: Scale & { readonly label: string; readonly name?: (tick: number) => string }
  /** Drawn in this order, in the units of the scales. */
  readonly marks: readonly Mark[]
}

type Point = readonly [x: number, y: number]

export type Mark =
  | { readonly kind: 'line'; readonly points: readonly Point[]; readonly style: Style }
  | { readonly kind: 'dot'; readonly at: Point; readonly style: Style }
  | { readonly kind: 'text'; readonly at: Point; readonly text: string }

/** Told apart by form too, not by colour alone. */
export type Style = 'strong' | 'light' | 'alarm' | 'dashed'

const [width, height] = [640, 300]
const frame = { left: 60, right: 20, top: 20, bottom: 46 }
const colours: Readonly<Record<Style, string>> = {
  strong: '#17324d',
  light: '#5b6f82',
  alarm: '#b3261e',
  dashed: '#5b6f82',
}

export function draw({ title, description, x, y, marks }: Figure): string {
  const right = width - frame.right
  const bottom = height - frame.bottom
  const across = (value: number): number => frame.left + ((value - x.from) / (x.to - x.from)) * (right - frame.left)
  const down = (value: number): number => bottom - ((value - y.from) / (y.to - y.from)) * (bottom - frame.top)
  const place = ([a, b]: Point): [string, string] => [short(across(a)), short(down(b))]
  const nameX = x.name ?? String
  const nameY = y.name ?? String
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(description)}</desc>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    '<g font-family="sans-serif" font-size="12" fill="#17324d">',
    ...x.ticks.map((tick) => label(short(across(tick)), String(bottom + 18), nameX(tick), 'middle')),
    label(short((frame.left + right) / 2), String(height - 8), x.label, 'middle'),
    ...y.ticks.flatMap((tick) => [
      `<path d="M${frame.left} ${short(down(tick))}H${right}" stroke="#e3e7eb"/>`,
      label(String(frame.left - 8), short(down(tick) + 4), nameY(tick), 'end'),
    ]),
    label(String(frame.left), '13', y.label, 'start'),
    `<path d="M${frame.left} ${bottom}H${right}" stroke="#17324d"/>`,
    ...marks.map((mark) => drawMark(mark, place)),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

function drawMark(mark: Mark, place: (point: Point) => [string, string]): string {
  if (mark.kind === 'text') {
    const [x, y] = place(mark.at)
    return label(x, y, mark.text, 'start')
  }
  const colour = colours[mark.style]
  if (mark.kind === 'dot') {
    const [x, y] = place(mark.at)
    const fill = mark.style === 'light' ? '#fff' : colour
    const radius = mark.style === 'alarm' ? 7 : 5
    return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}" stroke="${colour}" stroke-width="2"/>`
  }
  const dashes = mark.style === 'dashed' ? ' stroke-dasharray="6 4"' : ''
  const path = mark.points.map((point) => place(point).join(' ')).join('L')
  return `<path d="M${path}" fill="none" stroke="${colour}" stroke-width="2"${dashes}/>`
}

const label = (x: string, y: string, text: string, anchor: 'start' | 'middle' | 'end'): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}">${escaped(text)}</text>`

const short = (value: number): string => String(Math.round(10 * value) / 10)

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
