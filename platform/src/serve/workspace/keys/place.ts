// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the pages about keys are, and how they speak of one.
import type { Html } from '../../../base/html/index.ts'
import { withArticle } from '../../../base/italian.ts'
import { fill } from '../../../base/language.ts'
import { keyScopes, inLanguage, type ApiKey, type Body } from '../../../bodies/index.ts'
import { instantWords, longDay } from '../../words/dates.ts'
import { crumbs } from '../frame.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './keys.json' with { type: 'json' }

export const keysUrl = '/area/enti/:ipa/chiavi'

export function keysPath({ ipaCode }: Pick<Body, 'ipaCode'>): string {
  return `/area/enti/${ipaCode}/chiavi`
}

export function keysCrumbs(language: WorkspaceLanguage, body: Body): Html {
  return crumbs(
    language,
    { address: `/area/enti/${body.ipaCode}`, name: body.name },
    { address: keysPath(body), name: say(texts, language).title },
  )
}

/** "Attiva fino all’8 dicembre 2026", "Revocata il 3 mar 2026, 10:12"; of what ends at an instant, by the minute. */
export function stateWords({ state, expiresOn, revokedAt }: ApiKey, language: WorkspaceLanguage): string {
  const { states } = say(texts, language)
  const ends = revokedAt !== null && (state === 'replaced' || state === 'revoked')
  const until = ends ? instantWords(revokedAt, language) : expiresOn === null ? '' : longDay(expiresOn, language)
  const on = language === 'it' ? withArticle('il', until) : until
  const to = language === 'it' ? withArticle('al', until) : until
  return fill(states[state === 'active' && expiresOn !== null ? 'activeUntil' : state], { on, to })
}

export function scopeNames({ scopes }: ApiKey, language: WorkspaceLanguage): string[] {
  return inLanguage(keyScopes, language).flatMap(({ code, label }) =>
    scopes.some((scope) => scope === code) ? label : [],
  )
}
