// SPDX-License-Identifier: AGPL-3.0-or-later
// docs/reference/openapi.json: what /openapi.json answers.
import { withServer } from './with-server.ts'

export async function renderOpenapi(): Promise<string> {
  return await withServer(async ({ app }) => `${JSON.stringify(app.swagger(), null, 2)}\n`)
}
