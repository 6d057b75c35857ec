// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineError } from '../base/errors.ts'

export const damagedVersion = defineError({
  code: 'damaged-version',
  status: 500,
  title: 'Un questionario archiviato non corrisponde più alla sua impronta.',
})
