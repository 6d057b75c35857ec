// SPDX-License-Identifier: AGPL-3.0-or-later
// A posted form as its writer meant it. The encoding is the one that is declared; where none is, or the bytes are no
// UTF-8, old programs speak: Windows-1252, which contains Latin-1. Half-read words would be stored damaged for ever.
import { isUtf8 } from 'node:buffer'
import { wrongType } from '../../errors.ts'
import type { App } from '../app.ts'
import { charsetOf } from './charset-of.ts'

type Done = (error: Error | null, body?: unknown) => void

const bodyLimit = 64_000

export function acceptForms(app: App): void {
  const options = { parseAs: 'buffer', bodyLimit } as const
  app.addContentTypeParser('application/x-www-form-urlencoded', options, ({ headers }, body: Buffer, done: Done) => {
    const declared = charsetOf(headers['content-type'])
    const pairs = parse(body)
    const decode = decoderFor(declared, pairs.flat())
    if (decode) done(null, gather(pairs.map(([name, value]) => [decode(name), decode(value)])))
    else done(wrongType({ detail: `Non leggiamo moduli in «${declared!.slice(0, 40)}»: usa UTF-8.` }))
  })
}

type Pair = readonly [name: Buffer, value: Buffer]

function parse(body: Buffer): Pair[] {
  return body
    .toString('latin1')
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name] = part.split('=', 1) as [string]
      return [unescape(name), unescape(part.slice(name.length + 1))]
    })
}

/** A percent sign that leads in nothing is a percent sign. */
function unescape(text: string): Buffer {
  const bytes = text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)))
  return Buffer.from(bytes, 'latin1')
}

/** undefined for an encoding we do not read: unknown, or not an extension of ASCII. */
function decoderFor(declared: string | undefined, pieces: Buffer[]): ((bytes: Buffer) => string) | undefined {
  if (declared === undefined || /^utf-?8$/i.test(declared)) {
    const decoder = new TextDecoder(pieces.every((piece) => isUtf8(piece)) ? 'utf-8' : 'windows-1252', {
      ignoreBOM: true,
    })
    return (bytes) => decoder.decode(bytes)
  }
  if (!/^(?:iso-8859-\d{1,2}|latin-?1|us-ascii|windows-125\d)$/i.test(declared)) return undefined
  try {
    const decoder = new TextDecoder(declared)
    return (bytes) => decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** A name that comes more than once has all its values. */
function gather(pairs: readonly (readonly [string, string])[]): Record<string, string | string[]> {
  const fields = Object.create(null) as Record<string, string | string[]>
  for (const [name, value] of pairs) {
    const before = fields[name]
    fields[name] = before === undefined ? value : [before, value].flat()
  }
  return fields
}
