// SPDX-License-Identifier: AGPL-3.0-or-later
// The questionnaires behind rows of the cube; the fold lets in no row whose version is unknown.
import type { Context } from '../../base/context.ts'
import { versionById } from '../../catalogue/index.ts'
import type { CubeRow } from '../queries/read-cube.ts'
import type { Version } from './lines.ts'

export async function knownVersions(
  context: Context,
  rows: readonly Pick<CubeRow, 'versionId'>[],
): Promise<Map<number, Version>> {
  const versions = new Map<number, Version>()
  for (const id of new Set(rows.map(({ versionId }) => versionId))) {
    const version = await versionById(context, id)
    if (version) versions.set(id, version)
  }
  return versions
}
