// SPDX-License-Identifier: AGPL-3.0-or-later
// Who wrote a text: others fixed it (official), it is ours, or the model of today no longer has it. A version holds its texts
// alone, so its texts are looked for among the model's.
import { model, translationStatus, type Language, type Phrase } from '@ascolto/questionnaire'

export type TextStatus = 'official' | 'ours' | 'elsewhere'

const known = new Map<string, TextStatus>()

export function textStatus(text: string, language: Language): TextStatus {
  if (known.size === 0) learn(model)
  return known.get(`${language} ${text}`) ?? 'elsewhere'
}

function learn(part: unknown): void {
  if (typeof part !== 'object' || part === null) return
  if ('it' in part && 'sl' in part) {
    const phrase = part as Phrase
    for (const language of ['it', 'de', 'fr', 'sl', 'en'] as const) {
      const key = `${language} ${phrase[language]}`
      if (known.get(key) !== 'official') known.set(key, translationStatus(phrase, language))
    }
    return
  }
  for (const child of Object.values(part)) learn(child)
}
