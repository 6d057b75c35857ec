// SPDX-License-Identifier: AGPL-3.0-or-later
// Where commands write: results on standard output, progress and remarks on standard error. Progress replaces its own
// line on a terminal and is left out elsewhere, so that logs stay readable.
import type { CommandIo } from '../base/command.ts'

export function terminal(json: boolean): CommandIo {
  const live = process.stderr.isTTY === true && !json
  let shown = false
  return {
    json,
    print(line) {
      if (shown) process.stderr.write('\n')
      shown = false
      process.stdout.write(`${line}\n`)
    },
    progress(line) {
      if (!live) return
      process.stderr.write(`\r\u001b[K${line}`)
      shown = true
    },
  }
}
