// SPDX-License-Identifier: AGPL-3.0-or-later
// ./ascolto check: everything that can be judged without running the platform.
import type { CommandInput } from '../../platform/src/base/command.ts'
import type { Check } from './check.ts'
import { checks } from './checks.ts'

export interface Result {
  readonly name: string
  readonly ok: boolean
  readonly milliseconds: number
  readonly problems: readonly string[]
}

export interface CheckOptions {
  /** Names of checks; all when absent. */
  readonly only?: readonly string[]
  /** Whether to put right what a machine can before checking. */
  readonly fix?: boolean
  /** Called as each check ends, in whatever order they do. */
  onResult?(result: Result): void
}

/** Runs the checks side by side. @throws RangeError for a name that no check has. */
export async function check({ only, fix = false, onResult }: CheckOptions = {}): Promise<{
  ok: boolean
  results: Result[]
}> {
  const unknown = only?.find((name) => !checks.some((known) => known.name === name))
  if (unknown !== undefined) {
    throw new RangeError(
      `nessun controllo si chiama «${unknown}»: ci sono ${checks.map(({ name }) => name).join(', ')}`,
    )
  }
  const chosen = checks.filter(({ name }) => only?.includes(name) ?? true)
  // One after the other, generated files first: what is written must also be put in form.
  if (fix) for (const { fix: mend } of chosen.toReversed()) await mend?.()
  const results = await Promise.all(
    chosen.map(async (one) => {
      const result = await timed(one)
      onResult?.(result)
      return result
    }),
  )
  return { ok: results.every(({ ok }) => ok), results }
}

async function timed({ name, run }: Check): Promise<Result> {
  const start = performance.now()
  const problems = await run().catch((error: unknown) => [
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  ])
  return { name, ok: problems.length === 0, milliseconds: Math.round(performance.now() - start), problems }
}

/** One line for a check, and below it what it found. */
export function describe({ name, ok, milliseconds, problems }: Result): string {
  const seconds = (milliseconds / 1000).toLocaleString('it', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  return [
    `${ok ? '✓' : '✗'} ${name.padEnd(10)} ${seconds.padStart(5)} s`,
    ...problems.map((line) => `    ${line}`),
  ].join('\n')
}

/** `./ascolto check`, as platform/src/start/developers.ts declares it. */
export async function runCheck({ options, io }: CommandInput): Promise<number> {
  const only = typeof options['only'] === 'string' ? options['only'].split(',').map((name) => name.trim()) : undefined
  try {
    const { ok, results } = await check({
      ...(only === undefined ? {} : { only }),
      fix: options['fix'] === true,
      onResult: (result) => io.json || io.print(describe(result)),
    })
    if (io.json) io.print(JSON.stringify({ ok, results }))
    return ok ? 0 : 1
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    io.print(error.message)
    return 2
  }
}
