// SPDX-License-Identifier: AGPL-3.0-or-later
// The style of the Italian public sector without the rules our pages do not use: 91 kB gzip become a fraction. Made ahead
// and committed, so that an installation needs neither the design system nor the tool (docs/decisions/005).
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PurgeCSS } from 'purgecss'
import { isTest, listFiles, projectRoot } from '../source-files.ts'
import { readNames } from './class-names.ts'

const source = 'node_modules/bootstrap-italia/dist/css/bootstrap-italia.min.css'

/** Where pages are written that wear it; the respondent's form and the page of a failure carry their own few rules. */
const wearers = ['platform/src/publish', 'platform/src/serve']

/** States that the browser or a script of ours sets, and what every page has. */
const always = [
  'html',
  'body',
  'active',
  'show',
  'disabled',
  'collapsed',
  'visually-hidden',
  'visually-hidden-focusable',
]

/** The style sheet for the pages as they are written today; the same pages give the same bytes. */
export async function produceItaliaCss(): Promise<string> {
  const content = wearers
    .filter((folder) => existsSync(join(projectRoot, folder)))
    .flatMap((folder) => listFiles(projectRoot, folder, ['.ts']))
    .filter((path) => !isTest(path))
    .map((path) => ({ extension: 'ts', raw: readFileSync(join(projectRoot, path), 'utf8') }))
  const extractor = (text: string): object => ({
    ...readNames(text),
    ids: [],
    attributes: attributesOf(text),
    undetermined: [],
  })
  const [result] = await new PurgeCSS().purge({
    content,
    css: [{ raw: readFileSync(join(projectRoot, source), 'utf8').replace(/^\uFEFF/, '') }],
    defaultExtractor: extractor as (text: string) => string[],
    safelist: { standard: always },
    fontFace: true,
    keyframes: true,
    variables: true,
  })
  return `${(result?.css ?? '').trim()}\n`
}

/** Names and values of attributes a selector may ask for, such as [type=search] or [aria-current=page]. */
function attributesOf(text: string): { names: string[]; values: string[] } {
  const found = [...text.matchAll(/\b([a-z-]+)="([^"$]*)"/g)]
  return {
    names: [...found.map(([, name = '']) => name), 'hidden', 'disabled', 'checked', 'open', 'readonly', 'tabindex'],
    values: found.map(([, , value = '']) => value),
  }
}
