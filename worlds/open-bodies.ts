// SPDX-License-Identifier: AGPL-3.0-or-later
// The bodies of a world come in as a registry file, by the door of the real ones, and are marked as examples.
import type { Context } from '../platform/src/base/context.ts'
import type { Bytes } from '../platform/src/base/table/decode.ts'
import { findBody, importRegistry, type Body } from '../platform/src/bodies/index.ts'

/** @returns the bodies by IPA code, in the order asked for. */
export async function openBodies(
  context: Context,
  registry: Bytes,
  ipaCodes: readonly string[],
): Promise<Map<string, Body>> {
  await importRegistry(context, registry, { fileName: 'esempio.tsv', demo: true, partial: true })
  const bodies = new Map<string, Body>()
  for (const ipaCode of ipaCodes) bodies.set(ipaCode, (await findBody(context, ipaCode))!)
  return bodies
}
