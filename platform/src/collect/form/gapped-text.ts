// SPDX-License-Identifier: AGPL-3.0-or-later
// A text that is sent again and again and differs in a few places only. Its bytes are made once: a view copies them and
// writes what belongs into the gaps, instead of encoding the whole text anew.

/** The bytes with these values in the gaps, in their order. */
export type Gapped = (...values: string[]) => Buffer

/**
 * @param marks each stands in the text once, in this order.
 * @returns the text's bytes (UTF-8) with values, in ASCII, in the places of the marks.
 * @throws Error when a mark is not there, or there twice.
 */
export function gapped(text: string, marks: readonly string[]): Gapped {
  const parts: Buffer[] = []
  let rest = text
  for (const mark of marks) {
    const [before, after, more] = rest.split(mark)
    if (after === undefined || more !== undefined) throw new Error(`the text must have one ${mark}`)
    parts.push(Buffer.from(before!))
    rest = after
  }
  const end = Buffer.from(rest)
  const fixed = parts.reduce((sum, { length }) => sum + length, end.length)
  return (...values) => {
    const bytes = Buffer.allocUnsafe(values.reduce((sum, { length }) => sum + length, fixed))
    let at = 0
    for (const [index, part] of parts.entries()) {
      bytes.set(part, at)
      at += part.length
      at += bytes.write(values[index]!, at, 'latin1')
    }
    bytes.set(end, at)
    return bytes
  }
}
