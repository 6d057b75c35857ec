// SPDX-License-Identifier: AGPL-3.0-or-later
// Node's own report, and after it the tests that were not run, each with its reason: green must not hide them.
import { relative } from 'node:path'
import { Readable } from 'node:stream'
import { spec, type TestEvent } from 'node:test/reporters'
import { projectRoot } from '../source-files.ts'

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const skipped: string[] = []
  async function* watched(): AsyncGenerator<TestEvent> {
    for await (const event of events) {
      if (event.type === 'test:pass' && event.data.skip !== undefined && event.data.skip !== false) {
        skipped.push(lineFor(event.data))
      }
      yield event
    }
  }
  for await (const chunk of Readable.from(watched()).compose(new spec())) yield String(chunk)
  if (skipped.length > 0) yield `\nNon eseguite (${skipped.length}):\n${skipped.join('\n')}\n`
}

function lineFor({ name, file, skip }: { name: string; file?: string; skip?: string | boolean }): string {
  const place = file === undefined ? '' : `${relative(projectRoot, file)}: `
  return `  ${place}${name} — ${typeof skip === 'string' ? skip : 'senza un motivo'}`
}
