// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Context } from '../base/context.ts'
import { connect, publicRole } from '../base/database/index.ts'
import { testDatabase } from '../base/database/testing.ts'
import { createApp } from '../base/http/index.ts'
import { silentLog } from '../base/log/index.ts'
import { doctor, warnWithoutRole } from './doctor.ts'
import { loudSettings } from './examine-logging.ts'
import { statusRoutes } from './status.ts'

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

test('public pages that may not read what they show are found, by the doctor and by who watches', async (t) => {
  const { context, db, embedded } = await testDatabase()
  if (!embedded) return t.skip('not run: the roles of DATABASE_URL are not ours to change')
  const app = await createApp(context)
  statusRoutes(app, context)
  assert.equal((await app.inject('/health')).statusCode, 200)
  await db.unsafe(`revoke select on publish.service_figures from ${publicRole}`)
  const reply = await app.inject('/health')
  assert.equal(reply.statusCode, 503)
  assert.match(reply.json<{ detail: string }>().detail, /mancano dei permessi: vedi \.\/ascolto doctor/)
  const { code, report } = await examined(context)
  const finding = report.findings.find(({ name }) => name === 'ruolo pubblico')
  assert.deepEqual([code, finding?.ok], [1, false])
  assert.match(finding!.detail, /^a ascolto_public manca select su publish\.service_figures: riavvia/)
  await app.close()
})

test('a start without the public role says that public pages read with all rights', async () => {
  const said: unknown[] = []
  const log = { ...silentLog, warn: (...words: unknown[]) => void said.push(...words) }
  await warnWithoutRole({ db: async () => [], log } as unknown as Context)
  assert.match(JSON.stringify(said), /start\.public-role\.missing.*crea ascolto_public.*con tutti i diritti/)
  await warnWithoutRole({ db: async () => [{ usable: true }], log } as unknown as Context)
  assert.equal(said.length, 2)
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
