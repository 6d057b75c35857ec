// SPDX-License-Identifier: AGPL-3.0-or-later
// The second screen in sections, by what a question is for. The first ones need no heading: the page's own is just above.
import type { DocumentItem, Language } from '@ascolto/questionnaire'
import { html, type Html } from '../../../base/html/index.ts'
import { words } from '../words.ts'
import { agreement } from './controls.ts'

type Section = 'agree' | 'whole' | 'you' | 'own'

const byRole: { readonly [role in DocumentItem['role']]?: Section } = {
  overall: 'whole',
  who: 'you',
  profile: 'you',
  local: 'own',
}

/** Each question as `shown`, with a heading where a section begins. */
export function inSections(
  items: readonly DocumentItem[],
  language: Language,
  shown: (item: DocumentItem) => Html,
): Html[] {
  let section: Section | undefined
  return items.map((item) => {
    const before = section
    section = sectionOf(item, before)
    return html`${section === before || section === undefined ? '' : html`<h2>${words[language][section]}</h2>`}${shown(item)}`
  })
}

/** As many questions as twenty seconds are enough for. */
const quick = 5

export function moreLead({ length }: readonly DocumentItem[], language: Language): string {
  return words[language][length > quick ? 'moreLeadLong' : 'moreLead']
}

/** A box for text belongs to what it follows, but for statements of a battery. */
function sectionOf({ role, scale }: DocumentItem, before: Section | undefined): Section | undefined {
  if (role === 'text') return before === 'agree' ? 'whole' : before
  return byRole[role] ?? (scale.id === agreement ? 'agree' : undefined)
}
