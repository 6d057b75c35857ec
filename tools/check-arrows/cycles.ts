// SPDX-License-Identifier: AGPL-3.0-or-later
// Files that load each other in a circle see half-made modules. Types vanish and dynamic imports run later, so only
// static imports count.
import type { Module } from './read-module.ts'
import type { Violation } from './violation.ts'

/** One violation for each import that closes a circle, with the whole way round in its message. */
export function findCycles(modules: readonly Module[]): Violation[] {
  const byPath = new Map(modules.map((module) => [module.path, module]))
  const done = new Set<string>()
  const violations: Violation[] = []

  const visit = (module: Module, way: readonly string[]): void => {
    const here = [...way, module.path]
    for (const { target, line, kind } of module.imports) {
      if (kind !== 'static' || target === null || done.has(target)) continue
      const next = byPath.get(target)
      const start = here.indexOf(target)
      if (start !== -1) {
        const message = [...here.slice(start), target].join(' → ')
        violations.push({ file: module.path, line, rule: 'cycle', message })
      } else if (next !== undefined) visit(next, here)
    }
    done.add(module.path)
  }
  for (const module of modules) if (!done.has(module.path)) visit(module, [])
  return violations
}
