// SPDX-License-Identifier: AGPL-3.0-or-later
// E-mail addresses, also those disguised with words: «mario (punto) rossi (chiocciola) example.it».
import { pattern, type Rule } from './rule.ts'

const word = String.raw`[\p{L}\p{N}_%+-]+`
const notInside = String.raw`(?<![\p{L}\p{N}_%+.-])`
const dot = String.raw`(?:\.|[ ]{0,2}[(\[][ ]?(?:punto|dot)[ ]?[)\]][ ]{0,2}|[ ](?:punto|dot)[ ])`
const at = String.raw`(?:[ ]?@[ ]?|[ ]{0,2}[(\[][ ]?(?:chiocciola|chiocciolina|at)[ ]?[)\]][ ]{0,2}|[ ](?:chiocciola|chiocciolina|at)[ ])`

export const email: Rule = {
  category: 'e-mail',
  // One by one: together they are searched for ten times as long.
  needs: [/@/, /chiocciol/i, /[ ([]at[ )\]]/i],
  // At most five dotted words on each side: a longer chain is tried again from each of its words, never from all.
  pattern: pattern(`${notInside}${word}(?:${dot}${word}){0,5}${at}${word}(?:${dot}${word}){1,5}`),
}
