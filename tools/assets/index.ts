// SPDX-License-Identifier: AGPL-3.0-or-later
// What platform/src/serve/assets takes from the design system, with the licences it comes under.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Generated } from '../generate/generated.ts'
import { projectRoot } from '../source-files.ts'
import { produceItaliaCss } from './italia-css.ts'

const assets = 'platform/src/serve/assets'
const fonts = 'node_modules/bootstrap-italia/dist/fonts/Titillium_Web'

const copy = (path: string, from: string): Generated => ({
  path: `${assets}/${path}`,
  produce: () => readFile(join(projectRoot, from)),
})

export const preparedAssets: readonly Generated[] = [
  { path: `${assets}/italia.css`, produce: produceItaliaCss },
  copy('titillium-web-400.woff2', `${fonts}/titillium-web-v10-latin-ext_latin-regular.woff2`),
  copy('titillium-web-600.woff2', `${fonts}/titillium-web-v10-latin-ext_latin-600.woff2`),
  copy('titillium-web-700.woff2', `${fonts}/titillium-web-v10-latin-ext_latin-700.woff2`),
  copy('titillium-web.licence.txt', `${fonts}/OFL.txt`),
  copy('italia.licence.txt', 'node_modules/bootstrap-italia/LICENSE'),
]
