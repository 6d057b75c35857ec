// SPDX-License-Identifier: AGPL-3.0-or-later
// Telephone numbers of people. Numbers of the public (800, 199, 112 …) stay, and so do dates, hours, amounts and the
// numbers of files and protocols, which are digits too.
import { aDigit, beginnings, end, pattern, start, type Rule } from './rule.ts'

const date = String.raw`\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}`
const hours = String.raw`\d{1,2}[.:]\d{2}[ ]?[-–/][ ]?\d{1,2}[.:]\d{2}`
const number = String.raw`(?:(?:\+|00)[ ]?)?\(?\d(?:[ ./()-]{0,2}\d){5,14}`
const dateOrHours = new RegExp(`^(?:${date}|${hours})$`, 'u')
/** A full stop after a whole word ends the sentence, and leads in nothing. */
const leadIn =
  /(?<!\p{L})(?:(?:prot|rif|n\.|nr|n°)\W{0,3}|(?:protocollo|pratica|domanda|ricevuta|codice(?:[ ]\p{L}{1,12})?|numero di|errore|delibera|bollettino)[^\p{L}\p{N}.!?\n]{0,3})(?:(?:n\.|nr\.?|n°|numero)\W{0,3})?$/iu
/** What an earlier rule has left: «[codice fiscale]» leads in no number. */
const label = /\[[^[\]]*\]/gu
const mobile = /^3\d{8,9}$/
const landline = /^0[1-9]\d{4,9}$/
/** A figure before a number of the public: «3 800 123456». */
const afterCount = /^\d[ ](?:800|803|199|89\d)(?!\d)/
const abroad = /^(?!39)\d{8,15}$/

export const telephone: Rule = {
  category: 'telefono',
  needs: aDigit,
  // What follows a year is the number of a file: 2024/0098765.
  // Dates and hours come first, so that their digits are never taken for a number.
  pattern: pattern(`${start}(?:${date}|${hours})${end}|(?<![\\p{L}\\p{N}+])(?<!(?:19|20)\\d{2}[./])${number}${end}`),
  judge(match, before) {
    if (dateOrHours.test(match) || leadIn.test(before.replaceAll(label, ''))) return -1
    // Several numbers in a row: the first of them is what the row begins with.
    return beginnings(match).find((length) => isPersonal(match.slice(0, length), length === match.length)) ?? 0
  },
}

function isPersonal(text: string, whole: boolean): boolean {
  if (afterCount.test(text)) return false
  const digits = text.replaceAll(/\D/g, '')
  if (!whole && digits.length < 8) return false
  const prefix = /^(?:\+|00)/.exec(text.trim())?.[0]
  const dialled = prefix === '00' ? digits.slice(2) : digits
  const national = prefix && dialled.startsWith('39') ? dialled.slice(2) : dialled
  return mobile.test(national) || landline.test(national) || (prefix !== undefined && abroad.test(dialled))
}
