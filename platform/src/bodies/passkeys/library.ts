// SPDX-License-Identifier: AGPL-3.0-or-later
// The WebAuthn library takes half a second to load, more than all the rest of the platform: it is loaded when the first person
// comes with a passkey, not with every command.

export const webauthn = () => import('@simplewebauthn/server')
