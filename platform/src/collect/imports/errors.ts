// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineError } from '../../base/errors.ts'

export const adapterInvalid = defineError({
  code: 'adapter-invalid',
  status: 422,
  title: 'Il file non si può importare con questo adattatore.',
})

export const bodyMissing = defineError({
  code: 'body-missing',
  status: 422,
  title: 'Il registro non ha l’ente di questi dati.',
})
