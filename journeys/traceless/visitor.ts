// SPDX-License-Identifier: AGPL-3.0-or-later
// Somebody who can be told from everybody else by everything a request carries, and a request of any kind, also of kinds no
// browser sends. What may be found nowhere afterwards is gathered here, secrets included as they come up.
import { once } from 'node:events'
import { request as plainRequest, type IncomingMessage } from 'node:http'
import { request as secureRequest } from 'node:https'
import { connect as connectPlain } from 'node:net'
import { text } from 'node:stream/consumers'
import { connect as connectSecure, type ConnectionOptions } from 'node:tls'
import { names, type Proxy } from './proxy.ts'

/** Any address of the loopback network is this machine: this one is nobody else's. */
export const address = '127.0.0.77'

/** Headers of this person and of the networks before; letters and digits that no encoding changes. */
export const marks = {
  'x-forwarded-for': '203.0.113.77',
  forwarded: 'for=198.51.100.78',
  'x-real-ip': '198.51.100.79',
  via: '1.1 canarino-rete',
  'user-agent': 'CanarinoAgente/9',
  'sec-ch-ua-platform': '"CanarinoSistema"',
  referer: 'https://canarino-referente.example/da-qui',
  origin: 'https://canarino-origine.example',
  cookie: 'canarino_biscotto=molliche',
} as const

export const query = 'utm_source=canarino-domanda'
/** What a person writes; personal data leave it before it is stored. */
export const words = 'Canarinoparole dette qui, scrivetemi a canarina@posta.example o al 333 1234567.'

/** Nowhere, in no log and no table. */
export const nowhere: readonly string[] = [
  ...[address, '203.0.113.77', '198.51.100.78', '198.51.100.79', 'canarino-rete', 'CanarinoAgente', 'CanarinoSistema'],
  ...['canarino-referente', 'canarino_biscotto', 'molliche', 'canarino-domanda', 'canarina@posta', '333 1234567'],
]
/** In no log; in a table only where suggestions are kept. */
export const inAnswersAlone: readonly string[] = ['Canarinoparole']

export interface Asked {
  readonly path: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** By another name than the one the path belongs to, without TLS. */
  readonly host?: string
  readonly plain?: boolean
  readonly tls?: ConnectionOptions
}

export interface Reply {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

const hostOf = (path: string): string => (/^\/area(\/|$|\?)/.test(path) ? names.workspace : names.open)

export function ask({ ports, certificate }: Proxy, asked: Asked): Promise<Reply> {
  const { path, method = asked.body === undefined ? 'GET' : 'POST', body, plain = false } = asked
  const host = asked.host ?? hostOf(path)
  const { promise, resolve, reject } = Promise.withResolvers<Reply>()
  const options = {
    ...{ host: '127.0.0.1', localAddress: address, agent: false as const, method, path },
    headers: { ...marks, host: `${host}:${plain ? ports.plain : ports.secure}`, ...asked.headers },
  }
  const took = (reply: IncomingMessage): void => {
    text(reply).then((said) => resolve({ status: reply.statusCode!, headers: reply.headers, body: said }), reject)
  }
  const sent = plain
    ? plainRequest({ ...options, port: ports.plain }, took)
    : secureRequest({ ...options, port: ports.secure, ca: certificate, servername: host, ...asked.tls }, took)
  sent.on('error', reject).end(body)
  return promise
}

export function form(fields: Readonly<Record<string, string>>): Pick<Asked, 'body' | 'headers'> {
  return {
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  }
}

export function json(value: object, headers: Readonly<Record<string, string>> = {}): Pick<Asked, 'body' | 'headers'> {
  return { body: JSON.stringify(value), headers: { 'content-type': 'application/json', ...headers } }
}

/** Bytes as they are, over TLS or not. @returns what came back; '' when the connection was just closed. */
export async function shout(
  { ports, certificate }: Proxy,
  bytes: string,
  secure?: ConnectionOptions,
  to = secure === undefined ? ports.plain : ports.secure,
): Promise<string> {
  const place = { host: '127.0.0.1', port: to, localAddress: address }
  const socket =
    secure === undefined
      ? connectPlain(place)
      : connectSecure({ ...place, ca: certificate, servername: names.open, ...secure })
  let said = ''
  socket.on('data', (part: Buffer) => (said += part.toString('latin1')))
  socket.on('error', () => {})
  const closed = once(socket, 'close').catch(() => {})
  if (secure !== undefined) await Promise.race([once(socket, 'secureConnect').catch(() => {}), closed])
  if (!socket.destroyed) socket.end(bytes, 'latin1')
  await closed
  return said
}
