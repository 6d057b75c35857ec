// SPDX-License-Identifier: AGPL-3.0-or-later
// A touchpoint's question in one language, small and alike for everybody, so that any cache may hand it out. Which questions
// the widget asks follows from the questionnaire: the stars, what they lead to, whether it worked out, the free text. The
// rest is offered afterwards on our own pages.
import type { DocumentItem, InstrumentDocument, Language } from '@ascolto/questionnaire'
import { fill } from '../../base/language.ts'
import { isLanguage } from '../form/words.ts'
import type { Asked, Configuration } from './schema.ts'
import { widgetWords } from './words.ts'

/** Of the mandated component; what a person writes at a desk of ours may be longer. */
const longestDetail = 200

/** The questions the widget asks, by their part in it; the first is the rating. */
export function widgetItems({ items }: InstrumentDocument): {
  rating: DocumentItem
  branches: DocumentItem[]
  outcome: DocumentItem | undefined
  detail: DocumentItem | undefined
} {
  const rating = items[0]!
  return {
    rating,
    branches: items.filter(({ role, showIf }) => role === 'branch' && showIf?.item === rating.id),
    outcome: items.find(({ role, showIf }) => role === 'outcome' && showIf === undefined),
    detail: items.find(({ role, showIf }) => role === 'text' && showIf === undefined),
  }
}

export function askedByWidget(document: InstrumentDocument): DocumentItem[] {
  const { rating, branches, outcome, detail } = widgetItems(document)
  return [rating, ...branches, outcome, detail].filter((item) => item !== undefined)
}

export interface Described {
  readonly hash: string
  readonly document: InstrumentDocument
  readonly language: Language
  readonly invited: boolean
  readonly oneIn: number
  readonly demo: boolean
}

export function describeTouchpoint({ hash, document, language, invited, oneIn, demo }: Described): Configuration {
  const { rating, branches, outcome, detail } = widgetItems(document)
  const asked = ({ id, wording, scale }: DocumentItem): Asked => ({
    id,
    text: wording[language],
    options: scale.codes.map(({ code, label }) => [code, label[language]]),
  })
  const best = Math.max(...rating.scale.codes.map(({ code }) => code))
  const limit = Math.min(detail?.maxLength ?? longestDetail, longestDetail)
  const { rate, rateService, ...words } = widgetWords[language]
  return {
    version: hash,
    language,
    invited,
    oneIn,
    demo,
    question: asked(rating),
    branches: branches.map((item) => {
      const after = item.showIf?.codes ?? []
      return { ...asked(item), after, positive: after.includes(best) }
    }),
    outcome: outcome ? asked(outcome) : null,
    detail: detail
      ? { id: detail.id, text: detail.wording[language], hint: detail.hint?.[language] ?? '', limit }
      : null,
    more: document.items.length > askedByWidget(document).length,
    words: {
      ...words,
      rate: document.instrument === 'pagina' ? rate : rateService,
      limit: fill(words.limit, { limit }),
    },
  }
}

/** The language a page says it is in, as «de», «de-AT» or «DE»; Italian when we do not speak it. */
export function languageOfPage(tag: string | undefined): Language {
  const language = (tag ?? '').slice(0, 20).toLowerCase().split(/[-_]/)[0]!
  return isLanguage(language) ? language : 'it'
}
