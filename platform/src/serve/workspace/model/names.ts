// SPDX-License-Identifier: AGPL-3.0-or-later
// How pages of the model name things: a version by its instrument, what it asks besides, and the beginning of its hash.
import { instruments } from '@ascolto/questionnaire'
import { html, type Html } from '../../../base/html/index.ts'
import { crumbs } from '../frame.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './texts/names.json' with { type: 'json' }

export const modelUrl = '/area/modello'

export function versionPath(hash: string): string {
  return `${modelUrl}/versioni/${hash}`
}

/** Questionnaires of other tools have no other name than their own. */
export function instrumentName(id: string, language: WorkspaceLanguage): string {
  return instruments.get(id)?.name[language] ?? id
}

/** The first letters tell versions apart for people; addresses and forms carry all of it. */
export const shortHash = (hash: string): string => hash.slice(0, 8)

export function versionLink(
  { hash, instrument }: { hash: string; instrument: string },
  language: WorkspaceLanguage,
): Html {
  return html`<a href="${versionPath(hash)}">${instrumentName(instrument, language)}</a>
    <small><code>${shortHash(hash)}</code></small>`
}

export function modelCrumbs(language: WorkspaceLanguage, ...more: { address: string; name: string }[]): Html {
  return crumbs(language, { address: modelUrl, name: say(texts, language).model }, ...more)
}
