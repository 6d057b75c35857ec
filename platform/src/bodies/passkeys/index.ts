// SPDX-License-Identifier: AGPL-3.0-or-later
// Passkeys: how people who were invited prove who they are.
export { optionsToAccept, optionsToAdd, optionsToLogIn, optionsToProve } from './make-options.ts'
export { readAccepted, readAdded, type Registered } from './register.ts'
export * from './store.ts'
export { verifyLogIn, verifyProof, type PasskeyRefusal, type Verified } from './verify.ts'
