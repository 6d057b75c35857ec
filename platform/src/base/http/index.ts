// SPDX-License-Identifier: AGPL-3.0-or-later
// The web server's face: what stages need to declare routes and to answer.
export { createApp, type App, type DeclaredRoute } from './app.ts'
export { networkOf } from './caller-network.ts'
export { failuresOf } from './describe-failures.ts'
export { failureWords } from './failure-page.ts'
export { isDatabaseAway } from '../database/database-away.ts'
export { toPlatformError } from './failures.ts'
export { isForeign, machineGuard, sameText, type Guard } from './guard.ts'
export { usualLimits, type Limits } from './limits.ts'
export { contentSecurityPolicy, type PolicyOptions } from './policy.ts'
export { tag } from './tag.ts'
export { Upload, withUpload } from './upload.ts'
