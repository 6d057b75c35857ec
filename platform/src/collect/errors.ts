// SPDX-License-Identifier: AGPL-3.0-or-later
// What can keep an answer of a program from being taken. People get pages instead, see form/notice.ts.
import { defineError } from '../base/errors.ts'

export const touchpointUnknown = defineError({
  code: 'touchpoint-unknown',
  status: 404,
  title: 'Nessun punto di contatto ha questo codice.',
})
export const touchpointPaused = defineError({
  code: 'touchpoint-paused',
  status: 409,
  title: 'Il punto di contatto è sospeso: per ora non raccoglie risposte.',
})
export const touchpointClosed = defineError({
  code: 'touchpoint-closed',
  status: 410,
  title: 'Il punto di contatto è chiuso: non raccoglie più risposte.',
})
export const keyReused = defineError({
  code: 'key-reused',
  status: 409,
  title: 'Con questa chiave è già arrivata una risposta diversa: la prima resta valida.',
})
export const codeUnknown = defineError({
  code: 'code-unknown',
  status: 422,
  title: 'Il codice d’invito non è di questo punto di contatto, o è scaduto.',
})
export const codeSpent = defineError({
  code: 'code-spent',
  status: 409,
  title: 'Con questo codice d’invito è già arrivata una risposta: ne vale una sola.',
})
export const codeRevoked = defineError({
  code: 'code-revoked',
  status: 409,
  title: 'Questo codice d’invito è stato annullato da chi lo aveva generato.',
})
export const responseInvalid = defineError({
  code: 'response-invalid',
  status: 422,
  title: 'La risposta non è valida.',
})
export const intakeBusy = defineError({
  code: 'intake-busy',
  status: 503,
  title: 'In questo momento arrivano troppe risposte. Riprova tra poco con la stessa chiave.',
})
export const intakeAway = defineError({
  code: 'intake-away',
  status: 503,
  title: 'In questo momento non possiamo registrare risposte. Riprova tra poco con la stessa chiave.',
})
