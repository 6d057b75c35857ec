// SPDX-License-Identifier: AGPL-3.0-or-later
// A file as the arrows see it: what it imports, its code without text, its text without comments.
import { posix } from 'node:path'
import { lineAt, type SourceFile } from '../source-files.ts'
import { mask, type Masked } from './mask.ts'

export interface Import {
  readonly line: number
  /** As written: './index.ts', '@ascolto/statistics', 'node:fs'. */
  readonly specifier: string
  /** The file it leads to, from the root, when it is one of ours. */
  readonly target: string | null
  /** 'static' runs when the file is loaded; a type leaves nothing behind, a dynamic import runs later. */
  readonly kind: 'static' | 'type' | 'dynamic'
}

export interface Module extends Masked {
  readonly path: string
  readonly imports: readonly Import[]
}

const clause = String.raw`(?:[\w$]+\s*,?\s*)?(?:\{[^{}]*\}|\*(?:\s*as\s+[\w$]+)?)?`
const withNames = new RegExp(String.raw`\b(?:import|export)(\s+type)?\s*${clause}\s*from\s*["']`, 'g')
const bare = /\bimport\s*["']/g
const dynamic = /\bimport\s*\(\s*["']/g

export function readModule({ path, text: source }: SourceFile): Module {
  if (!path.endsWith('.ts')) {
    const text = source.replace(/--.*$/gm, (comment) => ' '.repeat(comment.length))
    return { path, imports: [], code: '', text }
  }
  const masked = mask(source)
  const found = (pattern: RegExp, kindOf: (match: RegExpMatchArray) => Import['kind']): Import[] =>
    Array.from(masked.code.matchAll(pattern), (match) => {
      const start = match.index + match[0].length
      const specifier = source.slice(start, source.indexOf(source[start - 1]!, start))
      return { line: lineAt(source, start), specifier, target: resolve(path, specifier), kind: kindOf(match) }
    })
  const imports = [
    ...found(withNames, (match) => (match[1] === undefined ? 'static' : 'type')),
    ...found(bare, () => 'static'),
    ...found(dynamic, () => 'dynamic'),
  ]
  return { path, imports, ...masked }
}

function resolve(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier)
  const library = /^@ascolto\/([\w-]+)$/.exec(specifier)?.[1]
  return library === undefined ? null : `libraries/${library}/index.ts`
}
