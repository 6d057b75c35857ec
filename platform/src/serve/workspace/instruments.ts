// SPDX-License-Identifier: AGPL-3.0-or-later
// The questionnaires a touchpoint may ask, as choices of a form.
import { instruments as known } from '@ascolto/questionnaire'
import type { Term } from '../../bodies/index.ts'

export const instruments: readonly Term[] = [...known.values()].map(({ id, name }) => ({ code: id, label: name.it }))
