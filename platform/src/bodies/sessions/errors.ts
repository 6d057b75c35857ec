// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineError } from '../../base/errors.ts'

export const wrongAddress = defineError({
  code: 'wrong-address',
  status: 400,
  title: 'Da questo indirizzo non si può accedere.',
})
