// SPDX-License-Identifier: AGPL-3.0-or-later
// The agreement a body accepts when it joins. Each version is a pair of files whose hashes stand in agreement/versions.json:
// a text that somebody has accepted is never edited, a change is a new version. The Italian one prevails, and its hash is
// what is kept with the acceptance.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import versions from './agreement/versions.json' with { type: 'json' }

export interface Agreement {
  /** As '2026-11'. */
  readonly version: string
  /** SHA-256 of the Italian text, in hexadecimal. */
  readonly hash: string
  /** Markdown: headings, paragraphs, lists, strong words. */
  readonly text: string
}

export type AgreementVersion = Omit<Agreement, 'text'>

/** Every version, the one in force last. */
export const agreementVersions: readonly AgreementVersion[] = versions.map(({ version, hash }) => ({
  version,
  hash: hash.it,
}))

const texts = new Map<string, string>()

/**
 * @param version the one in force when absent.
 * @returns undefined for a version there never was.
 * @throws Error when the file is not the one that was published.
 */
export function agreementText(language: 'it' | 'en', version = currentAgreement().version): Agreement | undefined {
  const found = versions.find((known) => known.version === version)
  if (!found) return undefined
  const name = `${version}.${language}.md`
  const text = texts.get(name) ?? readText(name, found.hash[language])
  texts.set(name, text)
  return { version, hash: found.hash.it, text }
}

/** The version in force. */
export function currentAgreement(): AgreementVersion {
  return agreementVersions.at(-1)!
}

function readText(name: string, hash: string): string {
  const text = readFileSync(new URL(`agreement/${name}`, import.meta.url))
  if (createHash('sha256').update(text).digest('hex') !== hash) {
    throw new Error(`agreement/${name} is not the text that was published: a change is a new version`)
  }
  return text.toString('utf8')
}
