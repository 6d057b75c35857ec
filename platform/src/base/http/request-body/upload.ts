// SPDX-License-Identifier: AGPL-3.0-or-later
// Forms that carry a file. Only routes that ask for it take them, and only after the guard has let the person in. The file
// stays in memory, whole and within its bound, for as long as whoever takes it: nothing of it is written to disk.
import { Busboy } from '@fastify/busboy'
import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { badRequest, tooLarge } from '../../errors.ts'
import type { App } from '../app.ts'

/** A file that came with a form, as a field of it. */
export class Upload {
  /** As the person's machine calls it, without folders; '' when none was chosen. */
  readonly name: string
  readonly content: Buffer

  constructor(name: string, content: Buffer) {
    this.name = name
    this.content = content
  }
}

const limits = {
  files: 1,
  fields: 30,
  fieldSize: 10_000,
  fieldNameSize: 100,
  parts: 40,
  headerPairs: 20,
  headerSize: 4096,
}

/**
 * Declares routes that take one file in a form.
 * @param mostBytes of the file. What is beyond is read and dropped, so that the browser shows the answer.
 */
export function withUpload(app: App, mostBytes: number, declare: (app: App) => void): void {
  void app.register(async (scope) => {
    scope.addContentTypeParser('multipart/form-data', async (_request: unknown, payload: IncomingMessage) =>
      readForm(payload, mostBytes),
    )
    declare(scope as unknown as App)
  })
}

async function readForm(payload: IncomingMessage, mostBytes: number): Promise<Record<string, unknown>> {
  const fields = new Map<string, unknown>()
  let cut = false
  const form = openForm(payload, mostBytes)
  form.on('field', (name, value) => fields.set(name, fields.has(name) ? [fields.get(name), value].flat() : value))
  form.on('file', (name, stream, fileName) => {
    const pieces: Buffer[] = []
    stream.on('limit', () => {
      cut = true
      pieces.length = 0
    })
    stream.on('data', (piece: Buffer) => void (cut || pieces.push(piece)))
    stream.on('end', () => fields.set(name, new Upload(plainName(fileName), Buffer.concat(pieces))))
    // The form itself fails as well, and tells why.
    stream.on('error', () => {})
  })
  try {
    await pipeline(payload, form)
  } catch (cause) {
    throw badRequest({ detail: 'Il file non è arrivato per intero: riprova.', cause })
  }
  if (cut) throw tooLarge({ detail: `Il file può avere al massimo ${Math.floor(mostBytes / 1_000_000)} MB.` })
  return Object.fromEntries(fields)
}

function openForm({ headers }: IncomingMessage, fileSize: number) {
  try {
    return new Busboy({
      headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
      limits: { ...limits, fileSize },
    })
  } catch (cause) {
    throw badRequest({ cause })
  }
}

function plainName(name: string | undefined): string {
  return (name ?? '').replace(/[\u0000-\u001f\u007f]/g, '').slice(0, 200)
}
