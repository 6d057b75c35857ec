// SPDX-License-Identifier: AGPL-3.0-or-later
// What can keep a total of a body from being taken, beside what keeps an answer (collect/errors.ts).
import { defineError } from '../../base/errors.ts'

export const serviceUnknown = defineError({
  code: 'service-unknown',
  status: 404,
  title: 'Nessun servizio ha questo nome.',
})
export const totalInvalid = defineError({
  code: 'total-invalid',
  status: 422,
  title: 'Il totale non è valido.',
})
