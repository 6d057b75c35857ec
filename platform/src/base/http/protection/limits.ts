// SPDX-License-Identifier: AGPL-3.0-or-later
// How much and how long a caller may ask for. A slow or greedy client costs a connection, never a worker or the memory.
import type { Socket } from 'node:net'

export interface Limits {
  /** Bytes of any body; routes that need less say so with bodyLimit. */
  readonly body: number
  /** Bytes of request line and headers together. */
  readonly headers: number
  /** Milliseconds until the headers, the whole request must be there. */
  readonly headersWithin: number
  readonly requestWithin: number
  /** Milliseconds without a byte in either direction. */
  readonly silence: number
  /** Milliseconds between two looks at the clock of open requests. */
  readonly look: number
}

export const usualLimits: Limits = {
  body: 2_000_000,
  headers: 16_384,
  headersWithin: 10_000,
  requestWithin: 15_000,
  silence: 30_000,
  look: 2_000,
}

/** Options of Fastify and of Node's server below it. */
export function limitOptions({ body, headers, headersWithin, requestWithin, silence, look }: Limits) {
  return {
    bodyLimit: body,
    requestTimeout: requestWithin,
    connectionTimeout: silence,
    keepAliveTimeout: 10_000,
    maxRequestsPerSocket: 10_000,
    http: { maxHeaderSize: headers, headersTimeout: headersWithin, connectionsCheckingInterval: look },
    clientErrorHandler: refuse,
  } as const
}

const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** What is no request gets the least possible reply, in no framework's words. */
function refuse(error: { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const status = statuses[error.code ?? ''] ?? '400 Bad Request'
  if (socket.writable) socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  socket.destroy()
}
