// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: reference cases, which lie beside the project in ../shared/cases and not in it. Each test is named by its case's
// id; where the folder is absent it says that it was not run.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot } from '../source-files.ts'

const folder = join(projectRoot, '../shared/cases')

/** @param path of the case without its ending. @param says what the test finds, after the id. */
export function sharedCase<Input, Expected>(
  path: string,
  run: (input: Input, expected: Expected) => void,
  says = 'as the reference says',
): void {
  test(`${path.slice(path.lastIndexOf('/') + 1)}: ${says}`, (t) => {
    if (!existsSync(folder)) return t.skip('not run: ../shared/cases is absent')
    const { input, expected } = JSON.parse(readShared(`${path}.json`)) as { input: Input; expected: Expected }
    run(input, expected)
  })
}

/** The text of a file that a case refers to; to be called inside its test. */
export function readShared(path: string): string {
  return readFileSync(join(folder, path), 'utf8')
}
