// SPDX-License-Identifier: AGPL-3.0-or-later
import { defineError } from '../../base/errors.ts'

export const ownInvitation = defineError({
  code: 'own-invitation',
  status: 403,
  title: 'Questo invito l’hai fatto tu: lo può accettare soltanto un’altra persona.',
  way: { address: '/area', words: 'Torna all’area degli enti' },
})
