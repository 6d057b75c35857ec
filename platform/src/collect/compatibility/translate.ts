// SPDX-License-Identifier: AGPL-3.0-or-later
// From what another component sent to an answer of the touchpoint's questionnaire, or the reason why not. An answer goes in
// whole or waits whole: nothing of it is guessed, and nothing of it is dropped but what the person did not get to mean, a
// choice left over from before the rating was changed.
import type { AnswerInput, InstrumentDocument } from '@ascolto/questionnaire'
import type { Submitted } from './forms.ts'
import { branchesOf, matchWording, type Wordings } from './match-wording.ts'

/** `words`: those that nobody knows. */
export type Translated = { input: AnswerInput } | { reason: string; words?: string }

export function translate(document: InstrumentDocument, sent: Submitted, known: Wordings): Translated {
  if (sent.trapped) return { reason: 'campo trappola compilato' }
  const rating = document.items[0]!
  if (sent.rating === '') return { reason: 'manca la valutazione' }
  const code = rating.scale.codes.find(({ code }) => String(code) === sent.rating)?.code
  if (code === undefined) return { reason: 'valutazione non riconosciuta' }
  const input: AnswerInput = { [rating.id]: code }
  const { asked, others } = branchesOf(document, code)
  for (const words of sent.words) {
    const item = asked.find((candidate) => matchWording(candidate, words, known) !== undefined)
    if (item === undefined) {
      const isLeftOver = others.some((candidate) => matchWording(candidate, words, known) !== undefined)
      if (isLeftOver) continue
      return { reason: 'risposta non riconosciuta', words }
    }
    const option = matchWording(item, words, known)
    if (typeof option === 'number') input[item.id] = [...((input[item.id] as number[] | undefined) ?? []), option]
  }
  const detail = document.items.find(({ role, showIf }) => role === 'text' && showIf === undefined)
  if (sent.text !== '') {
    if (detail === undefined) return { reason: 'il questionario non ha testo libero' }
    input[detail.id] = sent.text
  }
  return { input }
}
