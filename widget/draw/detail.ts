// SPDX-License-Identifier: BSD-3-Clause
// The last step: whether it worked out, and the free text with its limit and the warning not to write personal data.
import type { Configuration } from '../configuration.ts'
import { drawChoices } from './choices.ts'
import { element, newId, ownField } from './element.ts'

export interface Detail {
  readonly part: HTMLElement
  outcome(): number | undefined
  text(): string
  focus(): void
}

export function drawDetail({ outcome, detail, words }: Configuration, step: string, marked: boolean): Detail {
  const title = element('h3', { class: 'h6', tabindex: '-1' }, detail ? `${detail.text} ` : '')
  if (step) title.append(element('span', { class: 'step' }, step))
  const choices = outcome && drawChoices(outcome, 'radio', '')
  const part = element('div', {}, ...(choices ? [choices.field] : []), title)
  const area = element('textarea', { ...ownField, class: 'form-control', id: newId(), rows: '3' })
  if (detail) {
    const hint = element('small', { class: 'form-text', id: newId() }, `${words['limit']!}. ${detail.hint}`)
    area.maxLength = detail.limit
    area.setAttribute('aria-describedby', hint.id)
    if (marked) area.dataset['element'] = 'feedback-input-text'
    part.append(element('label', { for: area.id }, words['detail']!), area, hint)
  }
  return {
    part,
    outcome: () => (choices ? choices.chosen()[0] : undefined),
    text: () => area.value.trim(),
    focus: () => (choices || title).focus(),
  }
}
