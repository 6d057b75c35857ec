// SPDX-License-Identifier: AGPL-3.0-or-later
// A file somebody named on the command line: that it is not there is found out first, and said in words.
import { createReadStream } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import type { Bytes } from './decode.ts'
import { unreadableTable } from './errors.ts'

/** @throws PlatformError unreadable-table when there is no such file, it is a folder, or may not be read. */
export async function openFile(path: string): Promise<Bytes> {
  const reason = await whyNot(path)
  if (reason !== undefined) throw unreadableTable({ detail: `«${path}» ${reason}.` })
  return createReadStream(path)
}

async function whyNot(path: string): Promise<string | undefined> {
  try {
    if (!(await stat(path)).isFile()) return 'non è un file'
    await access(path, constants.R_OK)
    return undefined
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(code)) return 'non c’è'
    return ['EACCES', 'EPERM'].includes(code)
      ? 'non si può leggere: mancano i permessi'
      : `non si può leggere (${code})`
  }
}
