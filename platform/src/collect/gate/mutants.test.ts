// SPDX-License-Identifier: AGPL-3.0-or-later
// Gates that are wrong on purpose: the judges that clear the real one must catch each of them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkOf } from '../../base/http/index.ts'
import { codes, mutate, testCollect } from '../testing.ts'
import { weigh } from './index.ts'
import limits from './limits.json' with { type: 'json' }

type NetworkOf = typeof networkOf
type Request = Parameters<NetworkOf>[1]

const behind = { trustedProxy: 'yes', proxyHeader: 'x-forwarded-for' } as const
const alone = { trustedProxy: 'no', proxyHeader: 'x-forwarded-for' } as const

/** A robot at 192.0.2.7 that writes another address into every header it can, with each answer. */
function forged(n: number, written: string): Request {
  const lie = `198.18.${n}.1`
  const headers = {
    'x-forwarded-for': [lie, written].filter(Boolean).join(', '),
    'x-real-ip': lie,
    forwarded: `for=${lie}`,
  }
  return { headers, socket: { remoteAddress: written === '' ? '192.0.2.7' : '203.0.113.1' } }
}

/** Whether robots stay one network however they lie, and people behind the proxy are not one with them. */
function tellsNetworks(judged: NetworkOf): boolean {
  const lies = [1, 2, 3]
  const proxied = new Set(lies.map((n) => judged(behind, forged(n, '192.0.2.7'))))
  const direct = new Set(lies.map((n) => judged(alone, forged(n, ''))))
  const person = judged(behind, {
    headers: { 'x-forwarded-for': '192.0.9.9' },
    socket: { remoteAddress: '203.0.113.1' },
  })
  return proxied.size === 1 && direct.size === 1 && person !== undefined && !proxied.has(person)
}

const first = (text: unknown): string => String(text).split(',')[0]!
const wrongNetworks: Readonly<Record<string, NetworkOf>> = {
  'believes the first word of the header': (config, { headers, ...rest }) =>
    networkOf(config, { ...rest, headers: { ...headers, 'x-forwarded-for': first(headers['x-forwarded-for']) } }),
  'believes a header nobody configured': (config, request) =>
    networkOf({ ...config, trustedProxy: 'yes', proxyHeader: 'x-real-ip' } as typeof config, request),
  'believes a header where there is no proxy': (config, { headers, ...rest }) =>
    networkOf(
      { ...config, trustedProxy: 'yes' },
      { ...rest, headers: { 'x-forwarded-for': first(headers['x-forwarded-for']) } },
    ),
  'takes the proxy for the caller': (config, request) => networkOf({ ...config, trustedProxy: 'no' }, request),
}

test('the network of a caller is told by the socket or by the word the proxy wrote', () => {
  assert.ok(tellsNetworks(networkOf))
})
for (const [name, mutant] of Object.entries(wrongNetworks))
  test(`a gate that ${name} is caught`, () => assert.ok(!tellsNetworks(mutant)))

/** Haste with every weaker sign of its own kind. */
const hasteAlone = (): boolean => weigh([{ reason: 'haste', points: limits.points.haste }]) === undefined

test('haste alone holds nobody, and a gate with a lower measure is caught', () => {
  assert.ok(hasteAlone())
  const { heldFrom } = limits
  limits.heldFrom = limits.points.haste
  assert.ok(!hasteAlone())
  limits.heldFrom = heldFrom
})

test('what is kept apart is never told to the cube, and a database that tells it is caught', async () => {
  const collect = await testCollect()
  let keys = 0
  const toldOf = async (trap: string): Promise<number> => {
    await collect.db`truncate collect.pending`
    const key = `aaaaaaaa-aaaa-4aaa-8aaa-${String(++keys).padStart(12, '0')}`
    const reply = await collect.post(`/v/${codes.procedure}/it`, { ease: '4', key, sito: trap })
    assert.equal(reply.statusCode, 303)
    return (await collect.db`select from collect.pending`).length
  }
  assert.deepEqual([await toldOf(''), await toldOf('x')], [1, 0])
  await mutate(collect.db, 'collect.take_new', `where state = 'counted'`, '')
  assert.deepEqual([await toldOf(''), await toldOf('x')], [1, 1])
})
