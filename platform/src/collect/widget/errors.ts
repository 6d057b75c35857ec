// SPDX-License-Identifier: AGPL-3.0-or-later
// What can keep an answer of the widget from being taken, beside what keeps that of a program (collect/errors.ts).
import { defineError } from '../../base/errors.ts'

export const questionnaireChanged = defineError({
  code: 'questionnaire-changed',
  status: 409,
  title: 'Nel frattempo la domanda è cambiata: ricarica la pagina e rispondi di nuovo.',
})
export const receiptForeign = defineError({
  code: 'receipt-foreign',
  status: 404,
  title: 'Non troviamo la risposta di questa ricevuta.',
})
export const receiptExpired = defineError({
  code: 'receipt-expired',
  status: 410,
  title: 'L’ora per completare la risposta è passata. Quello che ci hai detto prima è al sicuro.',
})
