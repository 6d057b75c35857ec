// SPDX-License-Identifier: AGPL-3.0-or-later
// The words of the respondent's pages, one file per language with the same keys. The questions themselves come from the
// instrument version, never from here.
import { languages, type Language } from '@ascolto/questionnaire'
import de from './texts/de.json' with { type: 'json' }
import en from './texts/en.json' with { type: 'json' }
import fr from './texts/fr.json' with { type: 'json' }
import it from './texts/it.json' with { type: 'json' }
import sl from './texts/sl.json' with { type: 'json' }

export type Words = typeof it

export const words: Readonly<Record<Language, Words>> = { it, de, fr, sl, en }

/** fill('Passo {step} di 2', { step: 1 }): each {name} is replaced by its value, once. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

export function isLanguage(text: string): text is Language {
  return languages.some((language) => language === text)
}

/** The first of our languages in the order the person prefers them; Italian when there is none. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? '').slice(0, 200).split(',').map(wish)
  const best = wishes.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight)
  return best.map(({ language }) => language).find(isLanguage) ?? 'it'
}

function wish(text: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = text.trim().toLowerCase().split(';')
  const weight = Number(/^\s*q=([\d.]+)\s*$/.exec(parameters[0] ?? 'q=1')?.[1] ?? 0)
  return { language: tag.split('-')[0] ?? '', weight: Number.isNaN(weight) ? 0 : weight }
}
