// SPDX-License-Identifier: AGPL-3.0-or-later
// SPID and CIE, through a broker that speaks OpenID Connect.
export { beginOidc, returnPath, type Departure } from './begin.ts'
export { hasOidc } from './client.ts'
export { finishOidc, type OidcRefusal, type Returned } from './finish.ts'
export type { Identity } from './person.ts'
