// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineError } from '../errors.ts'

export const unreadableTable = defineError({
  code: 'unreadable-table',
  status: 422,
  title: 'Il file non si riesce a leggere come tabella.',
})
