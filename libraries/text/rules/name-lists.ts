// SPDX-License-Identifier: AGPL-3.0-or-later
// What names.json and the lists of words say of one word in small letters. A name that is also a word of the language
// («franco», «serena», «monti») is ordinary: alone, where nothing leads to a name, it is none.
import lists from '../words/names.json' with { type: 'json' }

const firstNames = new Set(lists.firstNames)
const surnames = new Set(lists.surnames)
const ordinary = new Set([...lists.ordinaryFirstNames, ...lists.ordinarySurnames])
const noNames = new Set(lists.noNames)

/** What a title also leads to. */
const offices =
  /^(?:sindac|president|dirett|ministr|assessor|prefett|segretari|responsabil|dirigent|funzionari|commissari|impiegat|operator)\p{Ll}*$/u
/** What «sono» also leads to. */
const states =
  /^(?:cittadin|italian|pensionat|utent|resident|dipendent|student|invalid|disabil|genitor|madre|padre|mamma|nat[oa]|titolar|legale|rappresentant|intermediari|professionist|avvocat|commercialist|impres|stranier)\p{Ll}*$/u

export const isFirstName = (low: string): boolean => firstNames.has(low)
export const isSurname = (low: string): boolean => surnames.has(low)
export const isOrdinary = (low: string): boolean => ordinary.has(low)
export const isOffice = (low: string): boolean => offices.test(low)
export const isState = (low: string): boolean => states.test(low)

/** @example isNoName('sempre') // true */
export const isNoName = (low: string): boolean => noNames.has(low) || /(?:mente|zione|zioni|issim[oaie])$/u.test(low)
