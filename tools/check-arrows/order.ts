// SPDX-License-Identifier: AGPL-3.0-or-later
// Read downwards, import upwards: a file imports from its own stage or from one listed above it, through that stage's or
// module's index.ts. base is open; tests may also use a stage's testing.ts, and look into the modules of their own stage.
import { isTest } from '../source-files.ts'
import type { Import, Module } from './read-module.ts'
import type { Violation } from './violation.ts'

export const stages = [
  'base',
  'bodies',
  'catalogue',
  'collect',
  'estimate',
  'notify',
  'publish',
  'serve',
  'start',
] as const
export type Stage = (typeof stages)[number]

export function stageOf(path: string): Stage | undefined {
  const name = /^platform\/src\/(\w+)\//.exec(path)?.[1]
  return stages.find((stage) => stage === name)
}

/** What the public pages may stand on. */
const underObservatory: readonly (Stage | undefined)[] = ['base', 'bodies', 'catalogue', 'publish', 'serve']

/** The module a file belongs to: the first folder below its stage. */
const moduleOf = (path: string): string | undefined => /^platform\/src\/\w+\/[^/]+\//.exec(path)?.[0]

/** @param faces every index.ts there is: a folder without one is no module, just a place for files. */
export function checkOrder(module: Module, faces: ReadonlySet<string>): Violation[] {
  return module.imports.flatMap((arrow) => {
    const fault = faultOf(module.path, arrow) ?? passedFace(module.path, arrow, faces)
    return fault === null ? [] : [{ file: module.path, line: arrow.line, ...fault }]
  })
}

type Fault = Pick<Violation, 'rule' | 'message'> | null

function faultOf(path: string, { target, specifier }: Import): Fault {
  const own = stageOf(path)
  if (own === undefined || target === null || target.startsWith('libraries/')) return null
  const other = stageOf(target)
  if (other === undefined) {
    // Only what puts everything together may reach outside the stages.
    if (own === 'start' || target.startsWith('platform/') || isTest(path)) return null
    return { rule: 'order', message: `${own} must not import ${specifier}, which is outside the stages` }
  }
  if (other === own) return null
  if (stages.indexOf(other) > stages.indexOf(own)) {
    return { rule: 'order', message: `${own} must not import ${other}: leave a row that ${other} takes` }
  }
  if (path.startsWith('platform/src/serve/observatory/') && !underObservatory.includes(other)) {
    return { rule: 'door', message: `the observatory shows what publish released, it must not import ${other}` }
  }
  const isFace = target.endsWith('/index.ts') || (isTest(path) && target.endsWith('/testing.ts'))
  if (other !== 'base' && !isFace) return { rule: 'face', message: `import ${other} through its index.ts` }
  return null
}

function passedFace(path: string, { target, specifier }: Import, faces: ReadonlySet<string>): Fault {
  const own = stageOf(path)
  if (own === undefined || own === 'base' || target === null || stageOf(target) !== own || isTest(path)) return null
  const home = moduleOf(target)
  const face = `${home}index.ts`
  if (home === undefined || home === moduleOf(path) || target === face || !faces.has(face)) return null
  return { rule: 'face', message: `${specifier} is inside another module: import its index.ts` }
}
