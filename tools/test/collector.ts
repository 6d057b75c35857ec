// SPDX-License-Identifier: AGPL-3.0-or-later
// Stands in for node:test when a test file is loaded against a library with a planted fault (mutants.ts): tests are gathered,
// not run, so that a failure is an answer and not a failure of the run.
import type { TestContext } from 'node:test'

type Run = (t: Pick<TestContext, 'diagnostic' | 'skip'>) => unknown

export const collected: { readonly name: string; readonly run: Run }[] = []

export function test(name: string, ...rest: readonly [Run] | readonly [object, Run]): void {
  collected.push({ name, run: rest.at(-1) as Run })
}

/** What must run before the first test. */
export function before(run: Run): void {
  collected.unshift({ name: 'before', run })
}
