// SPDX-License-Identifier: BSD-3-Clause
// The rating: five radio buttons that look like stars. Choosing one again changes nothing.
import type { Asked } from '../configuration.ts'
import { element, newId, ownField } from './element.ts'

const vector = 'http://www.w3.org/2000/svg'
const outline = 'm12 2.6 2.9 6 6.6.9-4.8 4.6 1.2 6.6-5.9-3.2-5.9 3.2 1.2-6.6L2.5 9.5l6.6-.9z'

export interface Stars {
  readonly field: HTMLFieldSetElement
  chosen(): number | undefined
  /** Also when the star that is chosen already is chosen again: that is no change, and still an answer. */
  onChoice(act: () => void): void
  focus(): void
}

/** @param marked whether the labels carry the names by which a site checker finds them. */
export function drawStars({ options }: Asked, legend: string, marked: boolean): Stars {
  const name = newId()
  const inputs = options.map(([code]) =>
    element('input', { ...ownField, type: 'radio', name, id: newId(), value: `${code}` }),
  )
  const labels = options.map(([code, text], index) => {
    const mark = marked ? { 'data-element': `feedback-rate-${code}` } : {}
    const words = element('span', { class: 'visually-hidden' }, text)
    return element('label', { ...mark, for: inputs[index]!.id }, drawStar(), words)
  })
  const chosen = (): number => inputs.findIndex(({ checked }) => checked)
  const light = (): void => labels.forEach(({ classList }, index) => classList.toggle('ascolto-on', index <= chosen()))
  const pairs = inputs.flatMap((input, index) => [input, labels[index]!])
  return {
    field: element(
      'fieldset',
      { class: 'ascolto-stars' },
      element('legend', { class: 'visually-hidden' }, legend),
      ...pairs,
    ),
    chosen: () => options[chosen()]?.[0],
    onChoice(act) {
      const choose = (): void => {
        light()
        act()
      }
      for (const input of inputs) for (const sign of ['click', 'change']) input.addEventListener(sign, choose)
    },
    focus: () => inputs[chosen()]?.focus(),
  }
}

function drawStar(): SVGElement {
  const path = document.createElementNS(vector, 'path')
  path.setAttribute('d', outline)
  const star = document.createElementNS(vector, 'svg')
  for (const [name, value] of [
    ['viewBox', '0 0 24 24'],
    ['width', '40'],
    ['height', '40'],
    ['aria-hidden', 'true'],
  ] as const)
    star.setAttribute(name, value)
  star.append(path)
  return star
}
