// SPDX-License-Identifier: AGPL-3.0-or-later
// The installation's key for one-time codes, read once.
import type { Context } from '../../base/context.ts'
import { secret } from '../../base/database/index.ts'

const keys = new WeakMap<object, Buffer>()

/** @param context with the platform's own rights. */
export async function codesKey({ db, memory }: Context): Promise<Buffer> {
  const key = keys.get(memory) ?? (await secret(db, 'codes'))
  keys.set(memory, key)
  return key
}
