// SPDX-License-Identifier: AGPL-3.0-or-later
// Every check, in the order it is shown.
import { checkArrows } from '../check-arrows/index.ts'
import { findStale, regenerate } from '../generate/index.ts'
import { projectRoot, readSources } from '../source-files.ts'
import type { Check } from './check.ts'
import { checkPackages } from './packages.ts'
import { runTool } from './run-tool.ts'
import { hasLicence, isClean, isNamed, isShort, type SourceRule } from './sources.ts'

const oxfmt = (...options: string[]): Promise<readonly string[]> => runTool('oxfmt/bin/oxfmt', ...options, '.')
const oxlint = (...options: string[]): Promise<readonly string[]> => runTool('oxlint/bin/oxlint', ...options, '.')

const sources = (name: string, rule: SourceRule): Check => ({
  name,
  run: async () => readSources(projectRoot).flatMap(rule),
})

export const checks: readonly Check[] = [
  { name: 'format', run: () => oxfmt('--list-different'), fix: () => oxfmt('--write') },
  { name: 'types', run: () => runTool('typescript/bin/tsc', '--noEmit', '--pretty', 'false') },
  { name: 'lint', run: () => oxlint(), fix: () => oxlint('--fix') },
  {
    name: 'arrows',
    run: async () => checkArrows().map(({ file, line, rule, message }) => `${file}:${line} ${rule}: ${message}`),
  },
  {
    name: 'generated',
    run: async () => (await findStale()).map(({ path }) => `${path} is not current: ./ascolto check --fix`),
    fix: () => regenerate(),
  },
  { name: 'packages', run: checkPackages },
  sources('licence', hasLicence),
  sources('size', isShort),
  sources('names', isNamed),
  sources('leftovers', isClean),
]
