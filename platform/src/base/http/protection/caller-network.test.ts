// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { isIPv6 } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { networkOf } from './caller-network.ts'

const alone = { trustedProxy: 'no', proxyHeader: 'x-forwarded-for' } as const
const behind = { trustedProxy: 'yes', proxyHeader: 'x-real-ip' } as const

const direct = (remoteAddress: string, headers = {}) => networkOf(alone, { headers, socket: { remoteAddress } })
const passedOn = (headers: Record<string, string | string[]>) =>
  networkOf(behind, { headers, socket: { remoteAddress: '198.51.100.1' } })

test('neighbours are one network, and the rest of the address is gone', () => {
  assert.equal(direct('192.0.2.7'), '4c00002')
  assert.equal(direct('::ffff:192.0.2.200'), '4c00002')
  assert.notEqual(direct('192.0.3.7'), '4c00002')
  for (const address of ['2001:db8:7::1', '2001:DB8:7:ffff::', '2001:db8:7:1:2:3:4:5', '2001:db8:7::192.0.2.1'])
    assert.equal(direct(address), '620010db80007', address)
  assert.equal(direct('fe80::1%eth0'), '6fe8000000000')
})

test('whatever the spelling of an IPv6 address, the network is its first 48 bits', () => {
  const group = fc.integer({ min: 0, max: 0xffff })
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
      const long = groups.map((part) => part.toString(16)).join(':')
      const short = new URL(`http://[${long}]`).hostname.slice(1, -1)
      fc.pre(isIPv6(short) && short !== '::1' && !/^::ffff:/.test(short))
      const expected = `6${groups
        .slice(0, 3)
        .map((part) => part.toString(16).padStart(4, '0'))
        .join('')}`
      assert.deepEqual([direct(long), direct(short)], [expected, expected])
    }),
  )
})

test('without a proxy no header counts', () => {
  const forged = { 'x-forwarded-for': '203.0.113.9', 'x-real-ip': '203.0.113.9', forwarded: 'for=203.0.113.9' }
  assert.equal(direct('192.0.2.7', forged), '4c00002')
})

test('behind a proxy only the configured header counts, and of it the last word', () => {
  const other = { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9' }
  assert.equal(passedOn(other), undefined, 'never the proxy’s own address: all would be one')
  assert.equal(passedOn({ ...other, 'x-real-ip': '192.0.2.7' }), '4c00002')
  assert.equal(passedOn({ 'x-real-ip': '203.0.113.9, 192.0.2.7' }), '4c00002')
  assert.equal(passedOn({ 'x-real-ip': ['203.0.113.9', '192.0.2.7'] }), '4c00002')
  assert.equal(passedOn({ 'x-real-ip': '192.0.2.7:4711' }), '4c00002')
  assert.equal(passedOn({ 'x-real-ip': '[2001:db8:7::1]:4711' }), '620010db80007')
})

test('what is no address, and this machine, is no network', () => {
  for (const address of ['', 'unknown', '_hidden', '1.2.3', '999.1.1.1', '127.0.0.1', '::1', '::ffff:127.0.0.1', ':::'])
    assert.equal(direct(address), undefined, address)
})
