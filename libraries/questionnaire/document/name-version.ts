// SPDX-License-Identifier: AGPL-3.0-or-later
// The last step of every composition: screens of items become a checked, frozen document with its name.
import { hashDocument } from './canonical-json.ts'
import { continuedItems } from './comparability.ts'
import { parseDocument } from './parse-document.ts'
import type { DocumentItem, InstrumentDocument, InstrumentVersion } from './schema.ts'

/**
 * The version made of these screens; `previous` is the version it follows on a touchpoint, whose continued
 * items it declares. Throws TypeError when the screens make no document.
 */
export function nameVersion(
  model: string,
  instrument: string,
  screens: DocumentItem[][],
  previous?: InstrumentVersion,
): InstrumentVersion {
  const content: InstrumentDocument = {
    model,
    instrument,
    items: screens.flat(),
    steps: screens.map((screen) => screen.map(({ id }) => id)),
    comparable: { previous: null, items: [] },
  }
  if (previous !== undefined) {
    content.comparable = { previous: previous.hash, items: continuedItems(previous.document, content) }
  }
  const document = parseDocument(content)
  return Object.freeze({ hash: hashDocument(document), document })
}
