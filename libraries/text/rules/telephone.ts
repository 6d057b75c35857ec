// SPDX-License-Identifier: AGPL-3.0-or-later
// Telephone numbers of people. Numbers of the public (800, 199, 112 …) stay, and so do dates, hours, amounts and the
// numbers of files and protocols, which are digits too.
import { end, pattern, start, type Rule } from './rule.ts'

const date = String.raw`\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}`
const hours = String.raw`\d{1,2}[.:]\d{2}[ ]?[-–/][ ]?\d{1,2}[.:]\d{2}`
const number = String.raw`(?:(?:\+|00)[ ]?)?\(?\d(?:[ ./()-]{0,2}\d){5,14}`
const leadIn =
  /(?:prot|protocollo|pratica|domanda|ricevuta|codice(?:[ ]\p{L}{1,12})?|rif|numero di|n\.|nr\.?|n°|errore|delibera|bollettino)\W{0,3}(?:n\.|nr\.?|n°|numero)?\W{0,3}$/iu
/** What an earlier rule has left: «[codice fiscale]» leads in no number. */
const label = /\[[^[\]]*\]/gu
const mobile = /^3\d{8,9}$/
const landline = /^0[1-9]\d{4,9}$/
const abroad = /^(?!39)\d{8,15}$/

export const telephone: Rule = {
  category: 'telefono',
  // Dates and hours come first, so that their digits are never taken for a number.
  pattern: pattern(`${start}(?:${date}|${hours})${end}|(?<![\\p{L}\\p{N}+])${number}${end}`),
  judge(match, before) {
    if (new RegExp(`^(?:${date}|${hours})$`, 'u').test(match) || leadIn.test(before.replaceAll(label, ''))) return -1
    const digits = match.replaceAll(/\D/g, '')
    const prefix = /^(?:\+|00)/.exec(match.trim())?.[0]
    const dialled = prefix === '00' ? digits.slice(2) : digits
    const national = prefix && dialled.startsWith('39') ? dialled.slice(2) : dialled
    const personal = mobile.test(national) || landline.test(national) || (prefix !== undefined && abroad.test(dialled))
    return personal ? match.length : 0
  },
}
