// SPDX-License-Identifier: AGPL-3.0-or-later
// The words beside each box of a question. Degrees are named at their two ends, as on the screen: a number between them says by
// itself where it stands, and the sheet stays a sheet.
import type { DocumentItem, Language } from '@ascolto/questionnaire'
import { marksOf } from '../../../collect/index.ts'
import texts from './beside-mark.json' with { type: 'json' }

export interface Box {
  readonly mark: string
  /** '' between the ends of a row of degrees. */
  readonly words: string
}

const graded: readonly DocumentItem['scale']['kind'][] = ['stars', 'labelled', 'numeric', 'nps']

export function boxesOf(item: DocumentItem, language: Language): readonly Box[] {
  const { kind, codes } = item.scale
  const marks = marksOf(item)
  if (!graded.includes(kind)) return marks.map(({ mark, label }) => ({ mark, words: label[language] }))
  const [low, high] = endsOf(item, language)
  const words = new Map([
    [codes[0]?.code, low],
    [codes.at(-1)?.code, high],
  ])
  return marks.map(({ mark, code, label }) => ({ mark, words: words.get(code) ?? (code < 0 ? label[language] : '') }))
}

/** "Rate 1 star of 5" says nothing beside a 1: stars without ends of their own get plain ones. */
function endsOf({ scale, ends }: DocumentItem, language: Language): [string, string] {
  if (ends) return [ends.low[language], ends.high[language]]
  if (scale.kind === 'stars') return [texts[language].low, texts[language].high]
  return [scale.codes[0]?.label[language] ?? '', scale.codes.at(-1)?.label[language] ?? '']
}
