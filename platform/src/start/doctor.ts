// SPDX-License-Identifier: AGPL-3.0-or-later
// ./ascolto doctor: looks at an installation and says, one line each, what is well and what is not.
import type { Command, CommandInput } from '../base/command.ts'
import type { Context } from '../base/context.ts'
import { hasRole, missingRights, publicRole, workspaceRole, type Sql } from '../base/database/index.ts'
import { verifyAudit } from '../bodies/index.ts'
import { countWaiting } from '../collect/index.ts'
import { checksum } from '../estimate/index.ts'
import { examineConnection } from './examine-connection.ts'
import { examineLogging } from './examine-logging.ts'

interface Finding {
  readonly name: string
  readonly ok: boolean
  readonly detail: string
}

export const doctor: Command = {
  name: 'doctor',
  summary: "controlla l'installazione e dice che cosa non va",
  examples: ['./ascolto doctor', './ascolto doctor --json'],
  run,
}

async function run({ io, openContext }: CommandInput): Promise<number> {
  const context = await openContext()
  const findings = await Promise.all(examinations.map((examine) => examine(context)))
  if (io.json) io.print(JSON.stringify({ ok: findings.every(({ ok }) => ok), findings }))
  else for (const { name, ok, detail } of findings) io.print(`${ok ? '✓' : '✗'} ${name}: ${detail}`)
  return findings.every(({ ok }) => ok) ? 0 : 1
}

const roleMissing =
  "l'utente del database non può creare ruoli: crea ascolto_public, assegnaglielo e riavvia; fino ad allora le pagine pubbliche leggono con tutti i diritti"

/** Says at the start that public pages read with all rights, where they do. */
export async function warnWithoutRole({ db, log }: Context): Promise<void> {
  if (!(await hasRole(db, publicRole))) log.warn({ event: 'start.public-role.missing' }, roleMissing)
}

type Examination = (context: Context) => Promise<Finding>

const version: Examination = async ({ db }) => {
  const [row] = await db<{ version: string; number: number }[]>`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number`
  return { name: 'PostgreSQL', ok: row!.number >= 150_000, detail: `versione ${row!.version} (serve almeno la 15)` }
}

const durability: Examination = async ({ db }) => {
  const [row] = await db<{ fsync: string; commit: string; pages: string }[]>`
    select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages`
  const { fsync, commit, pages } = row!
  const ok = fsync === 'on' && commit !== 'off' && pages === 'on'
  return { name: 'durata', ok, detail: `fsync ${fsync}, synchronous_commit ${commit}, full_page_writes ${pages}` }
}

const publicReading: Examination = async ({ db }) => {
  const name = 'ruolo pubblico'
  if (!(await hasRole(db, publicRole))) return { name, ok: false, detail: roleMissing }
  return examineRights(db, name, publicRole, 'il lato pubblico non può leggere le risposte')
}

const workspace: Examination = async ({ db }) => {
  const name = 'ruolo dell’area'
  const missing = `l'utente del database non può creare ruoli: crea ${workspaceRole}, assegnaglielo e riavvia`
  if (!(await hasRole(db, workspaceRole))) return { name, ok: false, detail: missing }
  return examineRights(db, name, workspaceRole, 'un ente non può leggere le righe di un altro')
}

async function examineRights(db: Sql, name: string, role: string, well: string): Promise<Finding> {
  const missing = (await missingRights(db, role)).map(({ object, privilege }) => `${privilege} su ${object}`)
  if (missing.length === 0) return { name, ok: true, detail: well }
  const detail = `a ${role} manca ${missing.join(', ')}: riavvia come proprietario delle tabelle, oppure concedili a mano`
  return { name, ok: false, detail }
}

const auditLog: Examination = async (context) => {
  const { entries, broken, last } = await verifyAudit(context)
  // The last hash, kept elsewhere, shows whether somebody has cut entries off at the end.
  const whole = `${entries} operazioni, catena integra${last === undefined ? '' : `, ultima impronta ${last.slice(0, 16)}`}`
  const detail = broken === undefined ? whole : `la catena si rompe all'operazione ${broken}`
  return { name: 'registro delle operazioni', ok: broken === undefined, detail }
}

const logging: Examination = ({ db }) => examineLogging(db)

const partitions: Examination = async ({ db }) => {
  const [row] = await db<{ waiting: number }[]>`select count(*) as waiting from collect.answer_default`
  return { name: 'partizioni', ok: row!.waiting === 0, detail: `${row!.waiting} risposte fuori dai mesi preparati` }
}

const fold: Examination = async ({ db }) => {
  const waiting = await countWaiting(db)
  return { name: 'cubo', ok: waiting < 100_000, detail: `${waiting} risposte da contare` }
}

const fingerprint: Examination = async (context) => ({
  name: 'impronta del cubo',
  ok: true,
  detail: await checksum(context),
})

const examinations: readonly Examination[] = [
  version,
  durability,
  publicReading,
  workspace,
  examineConnection,
  logging,
  partitions,
  fold,
  auditLog,
  fingerprint,
]
