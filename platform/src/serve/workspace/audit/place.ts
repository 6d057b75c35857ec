// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the log is: of one body, or of everything.
import type { Body } from '../../../bodies/index.ts'

export const logUrls = { ofBody: '/area/enti/:ipa/registro', ofAll: '/area/registro' } as const

/** @param body null: of everything. */
export function logPath(body: Pick<Body, 'ipaCode'> | null): string {
  return body === null ? logUrls.ofAll : `/area/enti/${body.ipaCode}/registro`
}
