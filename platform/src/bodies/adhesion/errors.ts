// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineError } from '../../base/errors.ts'

export const agreementNeeded = defineError({
  code: 'agreement-needed',
  status: 409,
  title: 'Prima di aderire bisogna accettare la convenzione in vigore.',
})
export const tooManyRequests = defineError({
  code: 'too-many-requests',
  status: 429,
  title: 'In questo momento arrivano troppe richieste di adesione. Riprova tra un’ora.',
})
