// SPDX-License-Identifier: AGPL-3.0-or-later
// Every page of the observatory is public, and answered in a few bytes to whoever holds it already.
import { tag } from '../../base/http/index.ts'

export const publicPage = { config: { permission: 'public' }, onSend: tag } as const
