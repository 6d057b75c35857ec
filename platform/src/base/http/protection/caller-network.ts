// SPDX-License-Identifier: AGPL-3.0-or-later
// The network a request comes from, never the address: the first 24 bits of an IPv4 address, the first 48 of an IPv6 one. Behind
// a proxy only the configured header is read, and of it the last word alone, which the proxy itself wrote; without one, no header.
import { isIPv4, isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../../config/index.ts'

type Asked = Pick<FastifyRequest, 'headers'> & { readonly socket?: { readonly remoteAddress?: string | undefined } }

/**
 * @returns the network in hexadecimal, preceded by 4 or 6; undefined when it cannot be told: the proxy said nothing, or the
 * request comes from this machine, where all callers would be one.
 */
export function networkOf(
  { trustedProxy, proxyHeader }: Pick<Config, 'trustedProxy' | 'proxyHeader'>,
  { headers, socket }: Asked,
): string | undefined {
  if (trustedProxy === 'no') return prefixOf(socket?.remoteAddress ?? '')
  const said = headers[proxyHeader]
  const last = (Array.isArray(said) ? said.at(-1) : said)?.split(',').at(-1)
  return last === undefined ? undefined : prefixOf(withoutPort(last.trim()))
}

/** "192.0.2.7:4711" and "[2001:db8::1]:4711", as some proxies write. */
function withoutPort(text: string): string {
  return /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? (/^([\d.]+):\d+$/.exec(text)?.[1] || text)
}

function prefixOf(address: string): string | undefined {
  // An IPv4 address of a socket that takes both kinds.
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address
  if (isIPv4(mapped)) return mapped.startsWith('127.') ? undefined : `4${hex(mapped.split('.').slice(0, 3), 10, 2)}`
  const plain = address.split('%')[0]!
  if (!isIPv6(plain) || plain === '::1') return undefined
  return `6${hex(groupsOf(plain).slice(0, 3), 16, 4)}`
}

/** The eight groups, those left out by "::" written again. An IPv4 tail lies beyond what is read of an address. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const groups = (text: string | undefined): string[] => (text ? text.split(':') : [])
  if (tail === undefined) return groups(head)
  const [first, last] = [groups(head), groups(tail)]
  return [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last]
}

function hex(parts: readonly string[], base: number, width: number): string {
  return parts.map((part) => Number.parseInt(part, base).toString(16).padStart(width, '0')).join('')
}
