// SPDX-License-Identifier: AGPL-3.0-or-later
// What names a person in a sentence: birth date near «nato/a», street address with number, name after «sono», «mi chiamo», «sig.».
import { end, pattern, start, type Rule } from './rule.ts'

const capitalised = String.raw`\p{Lu}[\p{Ll}'’]{1,30}`

export const birthDate: Rule = {
  category: 'data di nascita',
  pattern: pattern(
    String.raw`${start}(?<keep>nat[oa][^.\n\d]{0,40})\d{1,2}(?:[/.-]|[ ])(?:\d{1,2}|\p{L}{3,9})(?:[/.-]|[ ])\d{2,4}${end}`,
  ),
}

export const streetAddress: Rule = {
  category: 'indirizzo',
  pattern: pattern(
    String.raw`${start}(?:[Vv]ia|[Vv]iale|[Pp]iazza|[Pp]iazzale|[Cc]orso|[Ll]argo|[Vv]icolo|[Ss]trada|[Cc]ontrada|VIA|VIALE|PIAZZA|CORSO)[ ](?:[\p{L}'’.]{1,25}[ ]){0,5}[\p{L}'’.]{1,25},?[ ]?(?:n\.?[ ]?)?\d{1,4}(?:[ ]?/[ ]?\p{L})?(?:,?[ ]\d{5})?${end}`,
    'gu',
  ),
}

export const personName: Rule = {
  category: 'nome',
  pattern: pattern(
    String.raw`${start}(?<keep>(?:[Ss]ono|[Mm]i chiamo|[Ss]ig\.?|[Ss]ig\.?ra|[Ss]ignora?|[Dd]ott\.?|[Dd]ott\.?ssa)[ ])${capitalised}(?:[ ]${capitalised}){1,2}${end}`,
    'gu',
  ),
}
