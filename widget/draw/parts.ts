// SPDX-License-Identifier: BSD-3-Clause
// Everything the component is made of. All of it is in the page from the start, and one step at a time can be seen.
import type { Branch, Configuration } from '../configuration.ts'
import { drawChoices, type Choices } from './choices.ts'
import { drawDetail, type Detail } from './detail.ts'
import { element, newId, show } from './element.ts'
import { drawNote, type Note } from './note.ts'
import { drawStars, type Stars } from './stars.ts'

export type Step = 'stars' | 'branch' | 'detail' | 'end'

export interface Parts {
  readonly title: HTMLElement
  readonly stars: Stars
  readonly status: HTMLElement
  readonly branches: readonly (Branch & Choices)[]
  readonly last: Detail
  readonly back: HTMLElement
  readonly next: HTMLElement
  readonly buttons: HTMLElement
  readonly note: Note
  readonly thanks: HTMLElement
  readonly rest: HTMLAnchorElement
}

/** @param marked whether parts carry the names by which a site checker finds them. @param page where the question is ours alone. */
export function drawParts(configuration: Configuration, marked: boolean, page: string): Parts {
  const { question, branches, words } = configuration
  const steps = branches.length > 0 ? 2 : 0
  const mark = marked ? { 'data-element': 'feedback-title' } : {}
  const button = (look: string, word: string) =>
    element('button', { type: 'button', class: `btn btn-${look}` }, words[word]!)
  const [back, next] = [button('outline-primary', 'back'), button('primary', 'next')]
  return {
    title: element('h2', { ...mark, id: newId(), class: 'h5', tabindex: '-1' }, question.text),
    stars: drawStars(question, words['rate']!, marked),
    status: element('p', { role: 'status', class: 'form-text' }, words['privacy']!),
    branches: branches.map((branch) => {
      const name = `feedback-rating-${branch.positive ? 'positive' : 'negative'}`
      return { ...branch, ...drawChoices(branch, 'checkbox', `1/${steps}`, marked ? name : undefined) }
    }),
    last: drawDetail(configuration, steps ? `2/${steps}` : '', marked),
    back,
    next,
    buttons: element('div', { class: 'ascolto-go' }, back, next),
    note: drawNote(page, words),
    thanks: element('p', { class: 'h5', tabindex: '-1' }, words['thanks']!),
    rest: element('a', {}, words['more']!),
  }
}

/** The question that the chosen star leads to; undefined when there is none. */
export function branchOf({ branches, stars }: Parts): Parts['branches'][number] | undefined {
  return branches.find(({ after }) => after.includes(stars.chosen()!))
}

/** @param more whether the questionnaire goes on elsewhere. */
export function showStep(parts: Parts, step: Step, more: boolean): void {
  const { title, stars, status, branches, last, buttons, thanks, rest } = parts
  for (const part of [title, stars.field, status]) show(part, step !== 'end')
  for (const branch of branches) show(branch.field, step === 'branch' && branch === branchOf(parts))
  show(last.part, step === 'detail')
  show(buttons, step === 'branch' || step === 'detail')
  show(thanks, step === 'end')
  show(rest, step === 'end' && more)
}
