// SPDX-License-Identifier: AGPL-3.0-or-later
// Proves the arrows of ARCHITECTURE.md: stage order, faces and doors, pure libraries, no cycles of imports.
import { projectRoot, readSources } from '../source-files.ts'
import { findCycles } from './cycles.ts'
import { checkDoors } from './doors.ts'
import { checkOrder } from './order.ts'
import { checkPurity } from './purity.ts'
import { readModule } from './read-module.ts'
import type { Violation } from './violation.ts'

export type { Violation } from './violation.ts'

/** @returns every arrow that points the wrong way, by file and line; none when the tree is sound. */
export function checkArrows(root: string = projectRoot): Violation[] {
  const modules = readSources(root).map(readModule)
  const faces = new Set(modules.map(({ path }) => path).filter((path) => path.endsWith('/index.ts')))
  return [
    ...modules.flatMap((module) => [...checkOrder(module, faces), ...checkDoors(module), ...checkPurity(module)]),
    ...findCycles(modules),
  ]
}
