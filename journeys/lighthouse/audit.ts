// SPDX-License-Identifier: AGPL-3.0-or-later
// Lighthouse as for a telephone, on a browser of its own that is gone afterwards. Performance is a time on this machine:
// benchmarks print it, tests leave it alone.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import lighthouse from 'lighthouse'
import { chromiumFlags } from '../chromium-flags.ts'

export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
export type Category = (typeof categories)[number]

export interface Audit {
  /** From 0 to 100. */
  readonly scores: Readonly<Record<Category, number>>
  /** What cost points, by category. */
  readonly faults: Readonly<Record<Category, readonly string[]>>
}

export async function audit(executable: string, address: string): Promise<Audit> {
  const profile = mkdtempSync(join(tmpdir(), 'ascolto-lighthouse-'))
  const flags = [...chromiumFlags, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`]
  // A group of its own, so that a browser started by a script ends as well, and not the script alone.
  const browser = spawn(executable, [...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  await once(browser, 'spawn')
  const closed = once(browser, 'close')
  try {
    const port = await debuggingPort(browser.stderr)
    const result = await lighthouse(address, {
      port,
      output: 'json',
      logLevel: 'silent',
      onlyCategories: [...categories],
    })
    if (!result) throw new Error('Lighthouse gave no result')
    return read(result.lhr)
  } finally {
    // One that ended by itself has no group any more, and its own reason is to be told.
    if (browser.exitCode === null && browser.signalCode === null) process.kill(-browser.pid!)
    await closed
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function debuggingPort(stderr: NodeJS.ReadableStream): Promise<number> {
  for await (const line of createInterface(stderr)) {
    const port = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(line)?.[1]
    if (port !== undefined) return Number(port)
  }
  throw new Error('Chromium ended before it listened')
}

type Report = NonNullable<Awaited<ReturnType<typeof lighthouse>>>['lhr']

function read({ categories: results, audits, runtimeError }: Report): Audit {
  if (runtimeError) throw new Error(`Lighthouse: ${runtimeError.message}`)
  const of = <T>(get: (category: Category) => T): Record<Category, T> =>
    Object.fromEntries(categories.map((category) => [category, get(category)])) as Record<Category, T>
  const faults = (category: Category): string[] =>
    results[category]!.auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1).map(
      ({ id }) => `${id}: ${audits[id]?.title ?? ''}`,
    )
  return { scores: of((category) => Math.round((results[category]?.score ?? 0) * 100)), faults: of(faults) }
}
