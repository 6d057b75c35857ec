// SPDX-License-Identifier: AGPL-3.0-or-later
// A cluster with our tables for test processes to copy: to make one takes each of them a second of two cores. Beside testing.ts
// because ./ascolto test makes it, which is no test itself.
import { startEmbedded, type EmbeddedServer } from './embedded/index.ts'
import { connect, prepareRoles, type Sql } from './index.ts'
import { migrate } from './migrate.ts'

export type Connect = (database: string, max: number, role?: string) => Sql

/** The template in it. */
export const commonTemplate = 'ascolto_template'

/** Makes it in the folder and leaves it stopped; ASCOLTO_TEST_CLUSTER then names it to the tests. */
export async function prepareTestCluster(folder: string): Promise<void> {
  const server = await startEmbedded(folder)
  try {
    await makeTemplate(connector(server), commonTemplate)
  } finally {
    await server.stop()
  }
}

export async function makeTemplate(at: Connect, template: string): Promise<void> {
  const admin = at('postgres', 1)
  await admin.unsafe(`drop database if exists ${template}`)
  await admin.unsafe(`create database ${template}`)
  await admin.end()
  const db = at(template, 2)
  await migrate(db)
  // As at every opening of an installation.
  await prepareRoles(db)
  await db.end()
}

export function connector(target: string | EmbeddedServer): Connect {
  return (database, max, role) =>
    typeof target === 'string'
      ? connect(withDatabase(target, database), max, role)
      : connect(target, max, role, database)
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
