// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: the code that pages and READMEs show, as something that runs. A line `expression // promise` says what the
// expression gives; other lines prepare it. Promises are judged as those of comments are (examples.ts).
import assert from 'node:assert/strict'
import { evaluate, promiseHolds } from './examples.ts'

export interface Steps {
  readonly imports: readonly string[]
  /** Lines that push what is promised onto `told`, in order. */
  readonly body: readonly string[]
  readonly promises: readonly string[]
}

/** The blocks of a page. */
export function blocksOf(page: string): string[] {
  return [...page.matchAll(/```[jt]s\n(.*?)```/gs)].map(([, block]) => block!)
}

export function stepsOf(block: string): Steps {
  const lines = block.split('\n').filter((line) => line.trim() !== '')
  const promises: string[] = []
  const body = lines
    .filter((line) => !line.startsWith('import '))
    .map((line) => {
      const [, expression, promise] = /^(?!const |let |\/\/)(.+) \/\/ (.+)$/.exec(line) ?? []
      if (expression === undefined) return line
      promises.push(promise!)
      return `told.push(${expression})`
    })
  return { imports: lines.filter((line) => line.startsWith('import ')), body, promises }
}

/** The steps as a module whose `told` comes to what was promised. */
export function moduleOf({ imports, body }: Steps): string {
  return [...imports, 'export const told = (async () => {', 'const told = []', ...body, 'return told', '})()'].join(
    '\n',
  )
}

/** Runs a block here, with these names at hand, and holds its promises. @returns how many there are. */
export async function blockHolds(block: string, names: Readonly<Record<string, unknown>>): Promise<number> {
  const { body, promises } = stepsOf(block)
  const told = (await evaluate(['const told = []', ...body, 'return told'].join('\n'), names)) as unknown[]
  promisesHold(told, promises)
  return promises.length
}

export function promisesHold(told: readonly unknown[], promises: readonly string[]): void {
  assert.equal(told.length, promises.length)
  promises.forEach((promise, index) => promiseHolds(told[index], promise))
}
