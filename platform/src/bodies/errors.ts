// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineError } from '../base/errors.ts'

export const unknownRegistry = defineError({
  code: 'unknown-registry',
  status: 422,
  title: 'Il file non è un registro che conosciamo.',
})
