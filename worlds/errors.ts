// SPDX-License-Identifier: AGPL-3.0-or-later
// Why a world cannot be made.
import { defineError } from '../platform/src/base/errors.ts'

export const notEmpty = defineError({
  code: 'world-not-empty',
  status: 409,
  title:
    'Questa installazione ha già degli enti: un mondo dimostrativo si crea in una cartella nuova (--data ALTRA_CARTELLA).',
})
