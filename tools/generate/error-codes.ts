// SPDX-License-Identifier: AGPL-3.0-or-later
// docs/reference/errors.md: every failure that people and programs outside can get. A kind is known once its file is
// loaded, so all files that declare one are loaded first, wherever they stand.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { declaredErrors } from '../../platform/src/base/errors.ts'
import { isTest, projectRoot, readSources } from '../source-files.ts'
import { code, page, table } from './markdown.ts'

const opening = `A program gets a failure as \`application/problem+json\` (RFC 9457): \`type\` (always \`about:blank\`), \`code\`, \`title\`,
\`status\` and, where there is more to say, \`detail\` and \`problems\`, one entry for each part of the input that is wrong.
\`code\` is what to decide by, and part of the API; titles are Italian words for people. A browser outside \`/api/\`
gets the title as a page; a command prints it and ends with exit code 1. Where trying again makes sense, \`Retry-After\`
says after how many seconds.`

/** Files that declare kinds of errors, from the root of the checkout. */
export function declaringFiles(): string[] {
  return readSources(projectRoot)
    .filter(({ path, text }) => !path.startsWith('tools/') && !isTest(path) && /\bdefineError\(\{/.test(text))
    .map(({ path }) => path)
}

export async function renderErrors(): Promise<string> {
  for (const path of declaringFiles()) await import(pathToFileURL(join(projectRoot, path)).href)
  const rows = declaredErrors().map(({ code: name, status, title }) => [code(name), String(status), title])
  return page('Errors', 'every `defineError` of the source', [opening, table(['Code', 'Status', 'Title'], rows)])
}
