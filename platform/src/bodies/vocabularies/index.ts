// SPDX-License-Identifier: AGPL-3.0-or-later
// The closed lists with which bodies describe their services, as data: codes are stored, labels are Italian.
import categoriesFile from './categories.json' with { type: 'json' }
import cpsv from './cpsv-ap-it.json' with { type: 'json' }
import own from './vocabularies.json' with { type: 'json' }

export interface Term {
  readonly code: string
  /** Italian. */
  readonly label: string
  /** English, where the list is ours. */
  readonly en?: string
}

export const { serviceKinds, audiences, channels, userKinds, streams, touchpointStates, sdgCategories } =
  own satisfies Record<string, readonly Term[]>
export const { lifeEvents, businessEvents, interactivityLevels } = cpsv

/** The IndicePA categories that lists are filtered by; a body of another category has none of these codes or none at all. */
export const bodyCategories: readonly Term[] = categoriesFile.map(({ code, label }) => ({ code, label }))

/** The old layout of IndicePA names a typology in words; the new one a code. */
export const categoryOfTypology: ReadonlyMap<string, string> = new Map(
  categoriesFile.flatMap(({ code, typologies }) => typologies.map((typology) => [typology, code] as const)),
)

/** The code as written in the list, when it is there. */
export function isTerm(terms: readonly Term[], code: string): boolean {
  return terms.some((term) => term.code === code)
}

/** The same terms with their labels in this language; lists of others keep their Italian names. */
export function inLanguage(terms: readonly Term[], language: 'it' | 'en'): readonly Term[] {
  return language === 'it' ? terms : terms.map(({ code, label, en }) => ({ code, label: en ?? label }))
}
