// SPDX-License-Identifier: AGPL-3.0-or-later
// The web server's face: what stages need to declare routes and to answer.
export { createApp, type App, type DeclaredRoute } from './app.ts'
export { networkOf } from './protection/caller-network.ts'
export { failuresOf } from './failures/describe-failures.ts'
export { failureWords } from './failures/failure-page.ts'
export { toPlatformError } from './failures/index.ts'
export { isForeign, machineGuard, sameText, type Guard } from './protection/guard.ts'
export { usualLimits, type Limits } from './protection/limits.ts'
export { contentSecurityPolicy, type PolicyOptions } from './protection/policy.ts'
export { tag } from './tag.ts'
export { Upload, withUpload } from './request-body/upload.ts'
