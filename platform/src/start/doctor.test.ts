// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Context } from '../base/context.ts'
import { connect } from '../base/database/index.ts'
import { testDatabase } from '../base/database/testing.ts'
import { doctor } from './doctor.ts'
import { loudSettings } from './examine-logging.ts'

interface Report {
  ok: boolean
  findings: { name: string; ok: boolean; detail: string }[]
}

async function examined(context: Context): Promise<{ code: number; report: Report }> {
  const lines: string[] = []
  const io = { json: true, print: (line: string) => void lines.push(line), progress: () => {} }
  const code = await doctor.run({ positionals: [], options: {}, io, openContext: async () => context })
  return { code, report: JSON.parse(lines.join('')) as Report }
}

test('a server that logs statements or their values is found, with what to set', async (t) => {
  const { context, db, embedded, name } = await testDatabase()
  if (!embedded) return t.skip('not run: the server of DATABASE_URL is not ours to set')
  const log = ({ report }: { report: Report }) => report.findings.find(({ name }) => name === 'registro di PostgreSQL')
  const quiet = await examined(context)
  assert.deepEqual([quiet.code, log(quiet)?.ok], [0, true], JSON.stringify(quiet))
  await db.unsafe(`alter database ${name} set log_statement = 'mod'`)
  await db.unsafe(`alter database ${name} set log_min_duration_statement = 250`)
  const loud = connect(embedded, 4, undefined, name)
  const found = await examined({ ...context, db: loud })
  await loud.end()
  assert.deepEqual([found.code, found.report.ok, log(found)?.ok], [1, false, false])
  assert.match(
    log(found)!.detail,
    /imposta log_statement = none \(ora mod\), log_min_duration_statement = -1 \(ora 250\)$/,
  )
})

test('every setting by which a server logs what a person sent is known', () => {
  const loud = (name: string, setting: string): boolean => loudSettings([{ name, setting }]).length > 0
  for (const [name, settings] of Object.entries({
    log_statement: ['mod', 'all'],
    log_min_duration_statement: ['0', '1000'],
    log_min_duration_sample: ['0', '100'],
    log_transaction_sample_rate: ['0.01', '1'],
    log_parameter_max_length_on_error: ['-1', '64'],
    log_error_verbosity: ['verbose'],
    debug_print_plan: ['on'],
    'auto_explain.log_min_duration': ['0', '500'],
    'pgaudit.log_parameter': ['on'],
  }))
    for (const setting of settings) assert.ok(loud(name, setting), `${name} = ${setting}`)
  for (const [name, setting] of Object.entries({
    log_statement: 'ddl',
    log_min_duration_statement: '-1',
    log_transaction_sample_rate: '0',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
    log_min_messages: 'warning',
  }))
    assert.ok(!loud(name, setting), `${name} = ${setting}`)
})
