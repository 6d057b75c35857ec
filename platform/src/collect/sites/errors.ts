// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineError } from '../../base/errors.ts'

export const siteUndeclared = defineError({
  code: 'site-undeclared',
  status: 403,
  title: 'Questo sito non è tra quelli del punto di contatto.',
})
