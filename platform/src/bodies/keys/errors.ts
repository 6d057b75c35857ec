// SPDX-License-Identifier: AGPL-3.0-or-later
// What a program is told whose key does not open the door. Who has the key may know why; who has not, learns nothing.
import { defineError } from '../../base/errors.ts'

export const keyNeeded = defineError({
  code: 'key-needed',
  status: 401,
  title: 'Serve una chiave dell’ente: l’intestazione «Authorization: Bearer asc_…».',
})
export const keyInvalid = defineError({
  code: 'key-invalid',
  status: 401,
  title: 'La chiave non è valida.',
})
export const keyRevoked = defineError({
  code: 'key-revoked',
  status: 401,
  title: 'La chiave è stata revocata: chi amministra Ascolto per l’ente può crearne un’altra.',
})
export const keyExpired = defineError({
  code: 'key-expired',
  status: 401,
  title: 'La chiave è scaduta: chi amministra Ascolto per l’ente può crearne un’altra.',
})
export const keyScope = defineError({
  code: 'key-scope',
  status: 403,
  title: 'Questa chiave non permette questa operazione.',
})
export const keyElsewhere = defineError({
  code: 'key-elsewhere',
  status: 403,
  title: 'Questo punto di contatto è di un altro ente: la chiave non vale per lui.',
})
export const keyBusy = defineError({
  code: 'key-busy',
  status: 429,
  title: 'Con questa chiave arrivano più chiamate di quante ne permette. Riprova tra poco.',
})

/** What a key may meet, for the description of the API. */
export const keyFailures = [keyInvalid, keyRevoked, keyExpired, keyScope, keyElsewhere, keyBusy] as const
