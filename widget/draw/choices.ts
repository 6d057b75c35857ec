// SPDX-License-Identifier: BSD-3-Clause
// A question with options: several for what was liked or hindered, one for the outcome.
import type { Asked } from '../configuration.ts'
import { element, newId, ownField } from './element.ts'

export interface Choices {
  readonly field: HTMLFieldSetElement
  chosen(): number[]
  focus(): void
}

/** @param mark the name by which a site checker finds the question; its answers' labels hold nothing but the answer. */
export function drawChoices(
  { text, options }: Asked,
  type: 'checkbox' | 'radio',
  step: string,
  mark?: string,
): Choices {
  const name = newId()
  const marking = (part: string): Record<string, string> => (mark ? { 'data-element': part } : {})
  const inputs = options.map(([code]) => element('input', { ...ownField, type, name, id: newId(), value: `${code}` }))
  const lines = inputs.map((input, index) =>
    element(
      'div',
      { class: 'form-check' },
      input,
      element('label', { ...marking('feedback-rating-answer'), for: input.id }, options[index]![1]),
    ),
  )
  const legend = element('legend', { tabindex: '-1' }, element('span', marking('feedback-rating-question'), text))
  if (step) legend.append(' ', element('span', { class: 'step' }, step))
  return {
    field: element('fieldset', marking(mark!), legend, ...lines),
    chosen: () => inputs.filter(({ checked }) => checked).map(({ value }) => +value),
    focus() {
      // Firefox passes by a legend that was hidden until now, unless it is laid out before.
      legend.getBoundingClientRect()
      legend.focus()
    },
  }
}
