// SPDX-License-Identifier: AGPL-3.0-or-later
// The rows of long work. A task lives in the process that runs it and speaks through its row: one that has said nothing for a
// minute was interrupted, with its process, whatever the row says.
import type { Context } from '../context.ts'
import type { Sql } from '../database/index.ts'

export type TaskState = 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted'

export interface Task {
  readonly id: string
  /** What it does, as code names it. */
  readonly kind: string
  /** What it does, for who reads it. */
  readonly title: string
  readonly state: TaskState
  readonly done: number
  /** null while nobody knows how much there is to do. */
  readonly total: number | null
  /** What it gave; of one that failed `{ error }` in words. */
  readonly result: unknown
  readonly createdAt: Date
  readonly cancelWanted: boolean
}

export interface NewTask {
  readonly kind: string
  readonly title: string
  readonly accountId: number
  readonly bodyId?: number
}

/** After so many seconds of silence. */
const silence = 60
const keptDays = 30

const lost = (now: Date): Date => new Date(now.getTime() - silence * 1000)

const columns = (db: Sql, now: Date) => db`
  id, kind, title, done, total, result, created_at as "createdAt", cancel_wanted as "cancelWanted",
  case when state = 'running' and heard_at < ${lost(now)} then 'interrupted' else state end as state`

/** Writes it down, in the transaction of the act that begins it; runTask runs it when that is committed. @returns its id. */
export async function openTask({ db, now }: Context, { kind, title, accountId, bodyId }: NewTask): Promise<string> {
  const [row] = await db<{ id: string }[]>`
    insert into base.task (kind, title, account_id, body_id, created_at, heard_at)
    values (${kind}, ${title}, ${accountId}, ${bodyId ?? null}, ${now()}, ${now()}) returning id`
  return row!.id
}

/** Of this person; undefined for somebody else's. */
export async function findTask({ db, now }: Context, accountId: number, id: string): Promise<Task | undefined> {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) return undefined
  const [task] = await db<Task[]>`
    select ${columns(db, now())} from base.task where id = ${id} and account_id = ${accountId}`
  return task
}

/** Of this person, newest first. */
export async function listTasks({ db, now }: Context, accountId: number, limit: number): Promise<Task[]> {
  return await db<Task[]>`
    select ${columns(db, now())} from base.task where account_id = ${accountId}
    order by created_at desc, id limit ${limit}`
}

/** Whoever runs it learns so when it next speaks. @returns whether there was something to cancel. */
export async function cancelTask({ db, now }: Context, accountId: number, id: string): Promise<boolean> {
  const rows = await db`
    update base.task set cancel_wanted = true
    where id = ${id} and account_id = ${accountId} and state = 'running' and heard_at >= ${lost(now())} returning id`
  return rows.length > 0
}

/** The task speaks. @returns whether somebody wants it to end. */
export async function beat(
  { db, now }: Context,
  id: string,
  { done, total }: Pick<Task, 'done' | 'total'>,
): Promise<boolean> {
  const [row] = await db<{ wanted: boolean }[]>`
    update base.task set done = ${done}, total = ${total}, heard_at = ${now()}
    where id = ${id} returning cancel_wanted as wanted`
  return row?.wanted ?? true
}

export async function endTask(
  { db, now }: Context,
  id: string,
  state: Exclude<TaskState, 'running'>,
  result: unknown,
): Promise<void> {
  await db`
    update base.task set state = ${state}, heard_at = ${now()},
      result = ${result === undefined ? null : db.json(result as never)}
    where id = ${id}`
}

/** Says of those whose process is gone that they were interrupted, and forgets old ones. */
export async function tidyTasks({ db, now }: Context): Promise<void> {
  await db`update base.task set state = 'interrupted' where state = 'running' and heard_at < ${lost(now())}`
  await db`delete from base.task where created_at < ${new Date(now().getTime() - keptDays * 86_400_000)}`
}
