// SPDX-License-Identifier: AGPL-3.0-or-later
// What names a person in a sentence: the birth date after «nato/a» or «nascita», the name after «sono», «mi chiamo», «sig.».
import { end, pattern, start, type Rule } from './rule.ts'

const day = String.raw`\d{1,2}(?:°|º)?(?:[ ]?[/.-][ ]?|[ ](?:di[ ])?)(?:\d{1,2}|\p{L}{3,9})(?:[ ]?[/.-][ ]?|[ ](?:del[ ])?)\d{2,4}|\d{4}-\d{2}-\d{2}`

export const birthDate: Rule = {
  category: 'data di nascita',
  pattern: pattern(String.raw`${start}(?<keep>(?:nat[oaie]|nascita)(?!\p{L})[^.\n\d]{0,40})(?:${day})${end}`),
}

const capitalised = String.raw`\p{Lu}(?:\p{Ll}{0,6}['’]\p{Lu})?[\p{Ll}'’]{1,30}(?:-\p{Lu}\p{Ll}{1,30})?`
const name = String.raw`(?:${capitalised}|\p{Lu}{2,30})`
/** With a full stop or a blank after them. */
const titles =
  '[Ss]ig|[Ss]ig\\.?ra|[Ss]ig\\.?na|[Ss]ignore?|[Ss]ignora|[Ss]ignorina|[Dd]ott|[Dd]ott\\.?ssa|[Dd]r|[Dd]r\\.?ssa|[Pp]rof|[Pp]rof\\.?ssa'
/** What «sono» or a title also leads to, written with a capital. */
const offices =
  'Sindac|President|Dirett|Ministr|Assessor|Prefett|Segretari|Responsabil|Dirigent|Funzionari|Commissari|Impiegat|Operator'
const states =
  'Cittadin|Italian|Pensionat|Utent|Resident|Dipendent|Student|Invalid|Disabil|Genitor|Madre|Padre|Mamma|Nat[oa]|Titolar|Legale|Rappresentant|Intermediari|Professionist|Avvocat|Commercialist|Impres|Stranier'
const noOffice = String.raw`(?!(?:${offices})\p{Ll}*)`
const nobody = String.raw`(?!(?:${offices}|${states})\p{Ll}*)`

export const personName: Rule = {
  category: 'nome',
  pattern: pattern(
    String.raw`${start}(?:` +
      String.raw`(?<keep>(?:(?:${titles})(?:\.[ ]?|[ ])|(?:[Mm]i[ ]chiamo|MI[ ]CHIAMO)[ ])${noOffice}(?=${name}))${name}(?:[ ]${name}){0,2}` +
      String.raw`|(?<own>[Ss]ono[ ]${nobody}(?=${capitalised}))${capitalised}(?:[ ]${capitalised}){1,2}` +
      String.raw`)${end}`,
    'gu',
  ),
}
