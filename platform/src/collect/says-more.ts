// SPDX-License-Identifier: AGPL-3.0-or-later
import type { InstrumentDocument } from '@ascolto/questionnaire'

/** Whether anything was answered after the first question: then the answer counts as completed. */
export function saysMore({ items }: InstrumentDocument, input: object): boolean {
  return items.some(({ id }, index) => index > 0 && Object.hasOwn(input, id))
}
