// SPDX-License-Identifier: AGPL-3.0-or-later
// What the components in use on sites of bodies send, each read into the same few fields and nothing else: where the page is,
// how it is called, who answered stay behind. Nothing is judged here.
import { languageOfPage } from '../widget/describe-touchpoint.ts'
import type { Language } from '@ascolto/questionnaire'

export const forms = ['wordpress', 'plone', 'ponte'] as const
export type Form = (typeof forms)[number]

export interface Submitted {
  /** As it came; '' when there is none. */
  readonly rating: string
  /** Words of the chosen answers, for whichever question they are. */
  readonly words: readonly string[]
  readonly text: string
  readonly language: Language
  /** A field that people do not see was filled in. */
  readonly trapped: boolean
}

export type Given = Readonly<Record<string, unknown>>

export const readForm: Readonly<Record<Form, (given: Given) => Submitted>> = {
  wordpress: ({ star, radioResponse, freeText }) => ({
    rating: textOf(star),
    words: wordsOf(radioResponse),
    text: textOf(freeText),
    language: 'it',
    trapped: false,
  }),
  /** The trap's name is each site's own: any other field with something in it is the trap. */
  plone: ({
    vote,
    answer,
    comment,
    content: _content,
    title: _title,
    'g-recaptcha-response': _captcha,
    ...others
  }) => ({
    rating: textOf(vote),
    words: wordsOf(answer),
    text: textOf(comment),
    language: 'it',
    trapped: Object.values(others).some((value) => textOf(value) !== ''),
  }),
  ponte: ({ ratingA, rating1, rating2, detail, language }) => ({
    rating: textOf(ratingA),
    words: [...wordsOf(rating1), ...wordsOf(rating2)],
    text: textOf(detail),
    language: languageOfPage(textOf(language)),
    trapped: false,
  }),
}

/** The themes write "null" where nothing was chosen. */
function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return value === null || value === undefined || value === false ? '' : '?'
  const text = value.trim()
  return text === 'null' || text === 'undefined' ? '' : text
}

function wordsOf(value: unknown): string[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).map(textOf).filter((words) => words !== '')
}
