// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineError } from '../../base/errors.ts'

export const passkeyKnown = defineError({
  code: 'passkey-known',
  status: 409,
  title: 'Questa passkey è già registrata.',
})
