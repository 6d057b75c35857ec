// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages of a touchpoint's questionnaire have in common: their address, what is asked now, and a choice that travels
// from page to page.
import { dayOf } from '../../../base/day.ts'
import { notFound } from '../../../base/errors.ts'
import { html, type Html } from '../../../base/html/index.ts'
import type { FoundTouchpoint } from '../../../bodies/index.ts'
import {
  compositionOf,
  parseComposition,
  versionFor,
  type Composition,
  type Version,
} from '../../../catalogue/index.ts'
import type { Call } from '../route.ts'
import { askingTouchpoint, pathOf, touchpointUrl } from '../touchpoint/place.ts'

export const questionnaireUrl = `${touchpointUrl}/questionario`

export function questionnairePath(found: FoundTouchpoint): string {
  return `${pathOf(found.touchpoint)}/questionario`
}

/** Translations of three questions, each letter of them as three or six of a form's. */
export const largestForm = 400_000

export interface Current {
  readonly version: Version
  /** undefined when the questionnaire is none that bodies make up. */
  readonly composition: Composition | undefined
}

/** What is asked today. */
export async function currentOf({ context }: Call, { touchpoint }: FoundTouchpoint): Promise<Current | undefined> {
  const version = await versionFor(context, touchpoint.id, dayOf(context.now()))
  return version && { version, composition: compositionOf(version) }
}

/** @throws PlatformError 404 where there is nothing to make up. */
export async function changeable(
  call: Call,
): Promise<{ found: FoundTouchpoint; current: Current; composition: Composition }> {
  const found = await askingTouchpoint(call)
  const current = await currentOf(call, found)
  if (current?.composition === undefined) throw notFound()
  return { found, current, composition: current.composition }
}

export function compositionField(composition: Composition): Html {
  return html`<input type="hidden" name="composition" value="${JSON.stringify(composition)}" />`
}

/** undefined when the form brings none: by a page of ours nobody comes so, and who does begins anew. */
export function compositionIn({ given }: Call): Composition | undefined {
  return parseComposition(given['composition'])
}
