// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineError } from '../../base/errors.ts'

export const loginNeeded = defineError({
  code: 'login-needed',
  status: 401,
  title: 'Per questa pagina bisogna accedere.',
  way: { address: '/area/accesso', words: 'Accedi' },
})
export const notAllowed = defineError({
  code: 'not-allowed',
  status: 403,
  title: 'Il tuo ruolo non permette questa operazione.',
  way: { address: '/area', words: 'Torna all’area degli enti' },
})
export const bodyHeld = defineError({
  code: 'body-held',
  status: 403,
  title: 'L’adesione di questo ente è sospesa o chiusa: si può leggere, non modificare.',
  way: { address: '/area', words: 'Torna all’area degli enti' },
})
export const onlyLooking = defineError({
  code: 'only-looking',
  status: 403,
  title: 'Stai vedendo l’area come la vede un ente: si può leggere, non modificare.',
  way: { address: '/area/assistenza', words: 'Torna all’assistenza' },
})
export const formExpired = defineError({
  code: 'form-expired',
  status: 403,
  title: 'Questo modulo non è più valido: ricarica la pagina e riprova.',
  way: { address: '/area', words: 'Torna all’area degli enti' },
})
