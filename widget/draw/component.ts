// SPDX-License-Identifier: BSD-3-Clause
// The whole component, in Bootstrap Italia's class names: on a page of that design it looks like it, on any other like the page.
import { createAnswer } from '../answer.ts'
import type { Configuration } from '../configuration.ts'
import { pageOf } from '../server.ts'
import { connect } from './connect.ts'
import { element } from './element.ts'
import { drawParts } from './parts.ts'

export interface Circumstances {
  emit(happening: 'answered' | 'completed'): void
  /** Whether parts carry the names by which a site checker finds them. */
  marked: boolean
}

export function drawComponent(
  code: string,
  configuration: Configuration,
  { emit, marked }: Circumstances,
): HTMLElement {
  const parts = drawParts(configuration, marked, pageOf(code))
  const { title, stars, status, branches, last, buttons, note, thanks, rest } = parts
  const fields = branches.map(({ field }) => field)
  const shown = [title, stars.field, status, ...fields, last.part, buttons, note.part, thanks, rest]
  const body = element('div', { class: 'card-body' }, ...shown)
  if (configuration.demo) body.prepend(element('p', { class: 'form-text' }, configuration.words['demo']!))
  connect(parts, configuration, createAnswer(code, configuration), emit)
  const attributes = {
    class: 'ascolto card shadow',
    lang: configuration.language,
    role: 'group',
    'aria-labelledby': title.id,
  }
  return element('div', { ...attributes, ...(marked && { 'data-element': 'feedback' }) }, body)
}
