// SPDX-License-Identifier: AGPL-3.0-or-later
// Does at once what the worker would do in its own time: counts every waiting answer and publishes every changed figure.
import type { Context } from '../platform/src/base/context.ts'
import { fold } from '../platform/src/estimate/index.ts'
import { refresh } from '../platform/src/publish/index.ts'

export async function foldAll(context: Context): Promise<void> {
  const { db } = context
  while ((await db`select from collect.pending limit 1`).length > 0) await fold(context)
}

export async function settle(context: Context): Promise<void> {
  await foldAll(context)
  const { db } = context
  while ((await db`select from estimate.change limit 1`).length > 0) await refresh(context)
}
