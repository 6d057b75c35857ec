// SPDX-License-Identifier: AGPL-3.0-or-later
// From the bytes of a file to its text, in a stream: unpacked when it is gzip, without byte order mark, in the encoding it
// has. Public bodies still publish in Latin-1, so a file whose first bytes beyond ASCII are not UTF-8 is taken for
// Windows-1252, which contains it. Once a file has spoken UTF-8 it must go on so: half a name is worse than an error.
import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { unreadableTable } from './errors.ts'

export type Bytes = AsyncIterable<Uint8Array>

/**
 * @param mostBytes of the unpacked text: a small archive can hold a text without end.
 * @throws PlatformError unreadable-table when the text is too long or not in one encoding, or the archive is broken.
 */
export async function* decode(bytes: Bytes, mostBytes = Infinity): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let read = 0
  try {
    for await (const chunk of unpack(bytes)) {
      if (read === 0) refuseArchive(chunk)
      read += chunk.length
      if (read > mostBytes) throw tooLong(mostBytes)
      decoder ??= chooseDecoder(chunk)
      yield decoder ? decoder.decode(chunk, { stream: true }) : Buffer.from(chunk).toString('ascii')
    }
    if (decoder) yield decoder.decode()
  } catch (cause) {
    if (cause instanceof TypeError && decoder) {
      throw unreadableTable({ detail: `Comincia in ${decoder.encoding} ma non continua così.`, cause })
    }
    throw cause
  }
}

/** Spreadsheets are zip archives too. */
function refuseArchive([first, second, third, fourth]: Uint8Array): void {
  if (first !== 0x50 || second !== 0x4b || third !== 0x03 || fourth !== 0x04) return
  throw unreadableTable({
    detail: 'È un archivio zip o un foglio Excel: salvalo come CSV, se vuoi compresso con gzip.',
  })
}

function tooLong(mostBytes: number): Error {
  const megabytes = Math.floor(mostBytes / 1_000_000)
  return unreadableTable({ detail: `Supera ${megabytes} MB, una volta decompresso: è più di quanto accettiamo.` })
}

/** undefined as long as nothing but ASCII has been seen. */
function chooseDecoder(chunk: Uint8Array): TextDecoder | undefined {
  const [first, second] = chunk
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le', { fatal: true })
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be', { fatal: true })
  if (chunk.every((byte) => byte < 0x80)) return undefined
  return new TextDecoder(isUtf8(whole(chunk)) ? 'utf-8' : 'windows-1252', { fatal: true })
}

/** Without a character that the end of the chunk cuts in two. */
function whole(chunk: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(4, chunk.length); back++) {
    const byte = chunk[chunk.length - back]!
    if (byte < 0x80) return chunk
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return needed > back ? chunk.subarray(0, chunk.length - back) : chunk
    }
  }
  return chunk
}

async function* unpack(bytes: Bytes): Bytes {
  const source = bytes[Symbol.asyncIterator]()
  const { value: first, done } = await source.next()
  if (done) return
  const all = rejoin(first, source)
  if (first[0] === 0x50 && first[1] === 0x4b && first[2] === 3 && first[3] === 4) {
    throw unreadableTable({ detail: 'È un archivio ZIP o un foglio di calcolo: salvalo come CSV.' })
  }
  if (first[0] !== 0x1f || first[1] !== 0x8b) return yield* all
  try {
    yield* Readable.from(all).compose(createGunzip()) as AsyncIterable<Uint8Array>
  } catch (cause) {
    throw unreadableTable({ detail: 'L’archivio gzip è rotto o incompleto.', cause })
  }
}

async function* rejoin(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}
