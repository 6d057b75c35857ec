// SPDX-License-Identifier: AGPL-3.0-or-later
// The web server's face: what stages need to declare routes and to answer.
export { createApp, type App } from './app.ts'
export { failuresOf } from './describe-failures.ts'
export { isDatabaseAway } from '../database/database-away.ts'
export { toPlatformError } from './failures.ts'
export { isFromMachine, operatorCookie, operatorProof, permissions, sameText, type Permission } from './permissions.ts'
export { contentSecurityPolicy, type PolicyOptions } from './policy.ts'
export { tag } from './tag.ts'
