// SPDX-License-Identifier: AGPL-3.0-or-later
// The fields of a posted form, strictly: url-encoded, known names only, and the problems they make in the words of the
// page's language.
import type { DocumentItem, Language, Problem } from '@ascolto/questionnaire'
import type { FastifyRequest } from 'fastify'
import { fill } from '../../base/language.ts'
import { wrongType } from '../../base/errors.ts'
import { count, words } from './words.ts'

export type Fields = Readonly<Record<string, string | string[] | undefined>>

/** @throws PlatformError 415 for anything but a posted form. */
export function readFields(request: FastifyRequest): Fields {
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) throw wrongType()
  return request.body as Fields
}

/** Whether a field is none of these: then the page is older than the questionnaire, or no page of ours. */
export function hasForeignField(
  fields: Fields,
  items: readonly DocumentItem[],
  others: readonly string[] = [],
): boolean {
  const known = new Set([...items.map(({ id }) => id), ...others])
  return Object.keys(fields).some((name) => !known.has(name))
}

/** What is wrong by item, as the page says it. */
export function problemTexts(
  language: Language,
  items: readonly DocumentItem[],
  problems: readonly Problem[],
): ReadonlyMap<string, string> {
  const said = words[language]
  return new Map(
    problems.flatMap(({ item: id, code }): [string, string][] => {
      const item = items.find((candidate) => candidate.id === id)
      if (!item) return []
      const text =
        code === 'required' ? said.problemRequired : code === 'too-long' ? said.problemTooLong : said.problemOther
      return [[id, fill(text, { question: item.wording[language], limit: count(item.maxLength ?? 0, language) })]]
    }),
  )
}
