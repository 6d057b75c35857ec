// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: reference cases read where they lie beside the project. Where a file is absent the test says that it was not run.
import { existsSync, readFileSync } from 'node:fs'
import type { TestContext } from 'node:test'

/** @returns undefined after the test has been skipped. */
export function reference<T>(t: TestContext, path: string): T | undefined {
  const file = new URL(`../../../shared/cases/07-text/${path}`, import.meta.url)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as T
  t.skip(`not run: ../shared/cases/07-text/${path} is absent`)
  return undefined
}

/** What is in a data file beside the tests. */
export function data<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as T
}
