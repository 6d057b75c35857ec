// SPDX-License-Identifier: AGPL-3.0-or-later
// Libraries are pure: no input or output, no clock, no chance of their own, nothing of the platform. So anybody can check
// a number by running the library alone. Their tests may do as they like.
import { isBuiltin } from 'node:module'
import { isTest, lineAt } from '../source-files.ts'
import type { Module } from './read-module.ts'
import type { Violation } from './violation.ts'

const impure: readonly { pattern: RegExp; message: string }[] = [
  {
    pattern: /\bDate\s*\.\s*now\b|\bnew\s+Date\s*(?:\(\s*\)|(?!\s*\())|\bperformance\s*\./g,
    message: 'no clock: take the time as an argument',
  },
  { pattern: /\bMath\s*\.\s*random\b|\bcrypto\s*\./g, message: 'no chance: take a random function as an argument' },
  { pattern: /(?<![.\w])(?:process|Deno|Bun)\s*\./g, message: 'no process: take what is needed as an argument' },
  { pattern: /(?<![.\w])(?:fetch|XMLHttpRequest|WebSocket)\s*\(/g, message: 'no network' },
  { pattern: /\b(?:setTimeout|setInterval|setImmediate|queueMicrotask)\s*\(/g, message: 'no timers' },
  { pattern: /(?<![.\w])console\s*\./g, message: 'no output: return what is to be said' },
]

export function checkPurity({ path, code, imports }: Module): Violation[] {
  if (!path.startsWith('libraries/') || isTest(path)) return []
  const violation = (line: number, message: string): Violation => ({ file: path, line, rule: 'purity', message })
  const outside = imports
    .filter(({ specifier, target }) => isBuiltin(specifier) || (target !== null && !target.startsWith('libraries/')))
    .map(({ line, specifier }) => violation(line, `a library must not import ${specifier}`))
  const calls = impure.flatMap(({ pattern, message }) =>
    Array.from(code.matchAll(pattern), (match) => violation(lineAt(code, match.index), message)),
  )
  return [...outside, ...calls]
}
