// SPDX-License-Identifier: AGPL-3.0-or-later
// The installation of a data folder in the hands of a test, while no platform runs on it, or as its guest while one does.
import type { Context } from '../../../platform/src/base/context.ts'
import { openInstallation } from '../../../platform/src/start/installation.ts'

export async function withInstallation<T>(dataFolder: string, act: (context: Context) => Promise<T>): Promise<T> {
  const { context, close } = await openInstallation({ dataFolder, databaseUrl: '' })
  try {
    return await act(context)
  } finally {
    await close()
  }
}
