// SPDX-License-Identifier: AGPL-3.0-or-later
import type { InstrumentDocument } from '@ascolto/questionnaire'
import { fill } from '../../../base/language.ts'
import type { Composition } from '../../../catalogue/index.ts'
import { instrumentName } from '../model/names.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './composed-name.json' with { type: 'json' }

/** "Procedura, con chi risponde, 2 domande proprie". */
export function composedName(
  { instrument }: Pick<InstrumentDocument, 'instrument'>,
  { who = false, inclusion = false, local = [] }: Partial<Composition>,
  language: WorkspaceLanguage,
): string {
  const said = say(texts, language)
  const own = local.length === 1 ? said.oneOwn : fill(said.manyOwn, { count: local.length })
  const more = [who && said.who, inclusion && said.inclusion, local.length > 0 && own].filter(
    (words) => words !== false,
  )
  return [instrumentName(instrument, language), ...more].join(', ')
}
