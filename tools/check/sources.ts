// SPDX-License-Identifier: AGPL-3.0-or-later
// House rules that a file shows by itself: its licence line, its size, the drawer it lies in, what was left behind in it.
import { mask } from '../check-arrows/mask.ts'
import { isTest, lineAt, type SourceFile } from '../source-files.ts'

export type SourceRule = (file: SourceFile) => string[]

// Programs of others carry these two.
const permissive = ['widget/', 'libraries/client/']

export const hasLicence: SourceRule = ({ path, text }) => {
  const licence = permissive.some((folder) => path.startsWith(folder)) ? 'BSD-3-Clause' : 'AGPL-3.0-or-later'
  // A program may open with the line that says what runs it. SQL opens with the question it answers.
  const [first, second] = text.split('\n')
  const line = `// SPDX-License-Identifier: ${licence}`
  if (path.endsWith('.sql') || first === line || (first?.startsWith('#!') && second === line)) return []
  return [`${path}:1 must open with «${line}»`]
}

const longest = 300

export const isShort: SourceRule = ({ path, text }) => {
  const lines = text.split('\n').length - 1
  return lines > longest ? [`${path}:${longest} has ${lines} lines, more than ${longest}: split it`] : []
}

const drawers = /(?:^|\/)(?:utils?|helpers?|common|shared|misc|lib|services|managers?)(?:\/|\.[jt]s$)/

export const isNamed: SourceRule = ({ path }) =>
  drawers.test(path) ? [`${path}:1 lies in a drawer: name it after what it does`] : []

interface Leftover {
  readonly pattern: RegExp
  readonly message: string
  /** Whether comments and texts are searched as well as code. */
  readonly everywhere?: boolean
  /** Files that may have it. */
  readonly allowed?: (path: string) => boolean
}

const leftovers: readonly Leftover[] = [
  { pattern: /\b(?:TO[D]O|FIX[M]E|XX[X])\b/g, everywhere: true, message: 'do it, or write an issue' },
  { pattern: /\.only\s*\(|\bonly\s*:\s*true\b/g, message: 'keeps the other tests from running' },
  { pattern: /(?<!\bt)\.skip\s*\(|\bskip\s*:\s*true\b/g, message: 'only t.skip, which says why' },
  { pattern: /:\s*any\b|\bas\s+any\b|<any[>,]/g, message: 'no any: use unknown and a schema' },
  { pattern: /\bdebugger\b/g, message: 'left behind' },
  {
    pattern: /\bprocess\s*\.\s*env\b/g,
    message: 'only base/config reads the environment',
    allowed: (path) => path.startsWith('platform/src/base/config/') || isTest(path),
  },
]

export const isClean: SourceRule = ({ path, text }) => {
  if (path.endsWith('.sql')) return []
  const { code } = mask(text)
  return leftovers
    .filter(({ allowed }) => allowed?.(path) !== true)
    .flatMap(({ pattern, message, everywhere }) =>
      Array.from((everywhere ? text : code).matchAll(pattern), (match) => {
        return `${path}:${lineAt(text, match.index)} «${match[0]}»: ${message}`
      }),
    )
}
