// SPDX-License-Identifier: AGPL-3.0-or-later
// Two cubes are the same when this is the same: SHA-256 over every cell of both grains in the order of their keys.
import { createHash } from 'node:crypto'
import type { Context } from '../../base/context.ts'

export async function checksum({ db }: Context): Promise<string> {
  const hash = createHash('sha256')
  await db.begin('isolation level repeatable read read only', async (transaction) => {
    for (const grain of ['day', 'month']) {
      const cells = transaction<{ cell: string }[]>`
        select cube::text as cell from ${transaction(`estimate.cube_${grain}`)} as cube
        order by service_id, ${transaction(grain)}, version_id, source_id, stream, channel, device, user_kind`
      for await (const rows of cells.cursor(5000)) for (const { cell } of rows) hash.update(`${cell}\n`)
      hash.update(`end of ${grain}s\n`)
    }
  })
  return hash.digest('hex')
}
