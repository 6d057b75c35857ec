// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineError } from '../../../base/errors.ts'

export const tooManyAttempts = defineError({
  code: 'too-many-attempts',
  status: 429,
  title: 'Troppi tentativi da questa rete.',
  way: { address: '/area/accesso', words: 'Torna all’accesso' },
})
