// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether the database's server writes statements or their values into its log: there an answer would stand beside the
// instant at which it came, with what was written in it. Ours does not; one behind DATABASE_URL is set by its own people.
import type { Sql } from '../base/database/index.ts'

interface Rule {
  readonly name: string
  /** What to set instead. */
  readonly wanted: string
  isHarmless(setting: string): boolean
}

const off = (setting: string): boolean => Number(setting) < 0
const rules: readonly Rule[] = [
  { name: 'log_statement', wanted: 'none', isHarmless: (setting) => ['none', 'ddl'].includes(setting) },
  { name: 'log_min_duration_statement', wanted: '-1', isHarmless: off },
  { name: 'log_min_duration_sample', wanted: '-1', isHarmless: off },
  { name: 'log_transaction_sample_rate', wanted: '0', isHarmless: (setting) => Number(setting) === 0 },
  { name: 'log_parameter_max_length_on_error', wanted: '0', isHarmless: (setting) => setting === '0' },
  { name: 'log_error_verbosity', wanted: 'terse', isHarmless: (setting) => setting !== 'verbose' },
  { name: 'debug_print_plan', wanted: 'off', isHarmless: (setting) => setting === 'off' },
  // Only where the extension is loaded.
  { name: 'auto_explain.log_min_duration', wanted: '-1', isHarmless: off },
  { name: 'pgaudit.log_parameter', wanted: 'off', isHarmless: (setting) => setting === 'off' },
]

/** What to set otherwise, as «name = value (now …)»; empty when nothing a person sent can get into the log. */
export function loudSettings(settings: readonly { name: string; setting: string }[]): string[] {
  return rules.flatMap(({ name, wanted, isHarmless }) => {
    const setting = settings.find((candidate) => candidate.name === name)?.setting
    return setting === undefined || isHarmless(setting) ? [] : [`${name} = ${wanted} (ora ${setting})`]
  })
}

export async function examineLogging(db: Sql): Promise<{ name: string; ok: boolean; detail: string }> {
  const settings = await db<{ name: string; setting: string }[]>`
    select name, setting from pg_settings where name in ${db(rules.map(({ name }) => name))}`
  const loud = loudSettings(settings)
  const detail =
    loud.length === 0
      ? 'il server non vi scrive istruzioni né valori'
      : `il server vi scrive istruzioni o valori, e l’istante di ognuna: imposta ${loud.join(', ')}`
  return { name: 'registro di PostgreSQL', ok: loud.length === 0, detail }
}
