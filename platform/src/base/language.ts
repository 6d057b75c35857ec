// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts in several languages: which one a browser prefers, and values in their places.

/** fill('Passo {step} di 2', { step: 1 }): each {name} is replaced by its value, once. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** The first of these languages in the order the person prefers them. @param acceptLanguage the header of the request. */
export function preferredOf<Language extends string>(
  acceptLanguage: string | undefined,
  languages: readonly Language[],
  otherwise: Language,
): Language {
  const wishes = (acceptLanguage ?? '').slice(0, 200).split(',').map(wish)
  const best = wishes.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight)
  const known = best.flatMap(({ language }) => languages.find((candidate) => candidate === language) ?? [])
  return known[0] ?? otherwise
}

function wish(text: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = text.trim().toLowerCase().split(';')
  const weight = Number(/^\s*q=([\d.]+)\s*$/.exec(parameters[0] ?? 'q=1')?.[1] ?? 0)
  return { language: tag.split('-')[0] ?? '', weight: Number.isNaN(weight) ? 0 : weight }
}
