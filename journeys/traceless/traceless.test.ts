// SPDX-License-Identifier: AGPL-3.0-or-later
// Behind the proxy of deploy/single nobody leaves a trace: no address, agent, origin, cookie, query, text, token or instant in
// any file of nginx, any word of the platform at its most talkative, the log of PostgreSQL, or any table but the one of
// suggestions. What talks is caught by the same judge: traceless/mutants.test.ts.
import assert from 'node:assert/strict'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe } from 'node:test'
import type { ConnectionOptions } from 'node:tls'
import { settle } from '../../worlds/settle.ts'
import { withInstallation } from '../durability/rig/installation.ts'
import { killDatabase, startPlatform } from '../durability/rig/platform-process.ts'
import { freePorts, names, type Proxy } from './proxy.ts'
import { healthy, logs, path, sought, until, visitsOf, withProxy, type Stage } from './stage.ts'
import { instants, rowsOf, traces, type Places } from './traces.ts'
import { ask, form, inAnswersAlone, json, marks, nowhere, query, words } from './visitor.ts'
import { err, respond, respondInvited, send, visitEverything } from './visits.ts'

describe('behind the proxy of deploy/single', { timeout: 240_000 }, () => {
  visitsOf((test) => {
    test('nobody leaves a trace, whatever they ask and whatever goes wrong', async (stage) => {
      const { scene, data } = stage
      await withProxy(stage, [], async (proxy) => {
        await respond(proxy, scene)
        await respondInvited(proxy, scene)
        await send(proxy, scene)
        await visitEverything(proxy, scene)
        await err(proxy, scene)
        await withoutDatabase(stage, proxy)
        await withoutPlatform(stage, proxy)
        assert.deepEqual(traces(logs(stage, proxy), sought(stage)), [])
      })
      await withInstallation(data, async (context) => {
        await settle(context)
        const rows = await rowsOf(context.db)
        const { answers, rest } = apart(rows)
        assert.ok(
          answers.some((text) => text.includes(inAnswersAlone[0]!)),
          'the words themselves arrived',
        )
        assert.deepEqual(traces(rows, [...nowhere, ...path, ...scene.secrets]), [])
        assert.deepEqual(traces(rest, inAnswersAlone), [])
        assert.deepEqual(await instants(context.db, rows), [])
      })
    })

    test('an answer that is taken leaves no line anywhere, so that no line tells when', async (stage) => {
      await withProxy(stage, [], async (proxy) => {
        await until(healthy(proxy))
        await respond(proxy, stage.scene)
        await respondInvited(proxy, stage.scene)
        const before = new Map(logs(stage, proxy))
        for (let person = 0; person < 10; person++) {
          await respond(proxy, stage.scene)
          await respondInvited(proxy, stage.scene)
        }
        assert.deepEqual(new Map(logs(stage, proxy)), before)
      })
    })

    test('the platform gets to know the network and the name that was asked for, and nothing a caller made up', async (stage) => {
      const ports = await freePorts()
      const seen: Record<string, unknown>[] = []
      const listener = createServer((request, reply) => {
        seen.push(request.headers)
        reply.end()
      }).listen(ports.platform, '127.0.0.1')
      try {
        await withProxy({ ...stage, ports }, [], async (proxy) => {
          const headers = { 'x-forwarded-host': names.workspace }
          for (const path of ['/', '/area']) await ask(proxy, { path, headers })
        })
      } finally {
        listener.close()
      }
      const taken = ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'via', 'x-real-ip', 'referer'] as const
      const network = { 'x-forwarded-for': '127.0.0.0' }
      const hosts = [names.open, names.workspace].map((name) => ({ 'x-forwarded-host': `${name}:${ports.secure}` }))
      assert.deepEqual(
        seen.map((headers) =>
          Object.fromEntries(taken.flatMap((name) => (name in headers ? [[name, headers[name]]] : []))),
        ),
        // The workspace leads people back to the page they came from.
        [
          { ...network, ...hosts[0] },
          { ...network, ...hosts[1], referer: marks.referer },
        ],
      )
    })

    test('TLS 1.2 and 1.3 alone, with forward secrecy, and only pages are led to it', async (stage) => {
      await withProxy(stage, [], async (proxy) => {
        await until(healthy(proxy))
        const told = await ask(proxy, { path: '/servizi?q=a%20b', plain: true })
        assert.equal(told.headers.location, `https://${names.open}/servizi?q=a%20b`)
        const statusBy = async (tls: ConnectionOptions) => (await ask(proxy, { path: '/health', tls })).status
        for (const version of ['TLSv1.2', 'TLSv1.3'] as const)
          assert.equal(await statusBy({ minVersion: version, maxVersion: version }), 200)
        const good = { ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' } as const
        assert.equal(await statusBy(good), 200)
        const weak = ['AES128-SHA', 'AES256-GCM-SHA384', 'ECDHE-ECDSA-AES128-SHA', 'ECDHE-RSA-AES256-SHA384']
        for (const ciphers of weak) await assert.rejects(statusBy({ ...good, ciphers }), ciphers)
      })
    })
  })
})

const kept = ['suggestion', 'content']
/** Where words may be kept, and everything else. */
function apart(rows: Places): { answers: string[]; rest: Places } {
  const isKept = (place: string): boolean =>
    /^collect\.(answer|unmatched)/.test(place) && kept.includes(place.split('.')[2]!)
  return {
    answers: [...rows].filter(([place]) => isKept(place)).map(([, text]) => text),
    rest: new Map([...rows].filter(([place]) => !isKept(place))),
  }
}

/** The database killed and kept from coming back: people are told, and nothing is written down about them. */
async function withoutDatabase({ data, scene }: Stage, proxy: Proxy): Promise<void> {
  const settings = join(data, 'postgres/postgresql.conf')
  const sound = readFileSync(settings)
  appendFileSync(settings, '\nnonsense = on\n')
  killDatabase(data)
  await until(async () => (await ask(proxy, { path: '/health' })).status === 503)
  const answer = { touchpoint: scene.code, key: 'canarino-percorso-0001', answers: { ease: 4, suggestion: words } }
  const sent = await ask(proxy, { path: `/api/v1/responses?${query}`, ...json(answer) })
  const filled = await ask(proxy, {
    path: `/v/${scene.code}?${query}`,
    ...form({ ease: '4', key: crypto.randomUUID() }),
  })
  const invited = await ask(proxy, {
    path: `/v/${scene.code}?i=${scene.codes.at(-1)}`,
    ...form({ ease: '4', key: crypto.randomUUID(), i: scene.codes.at(-1)! }),
  })
  for (const { status, headers } of [sent, filled, invited]) {
    assert.equal(status, 503)
    assert.ok(headers['retry-after'])
  }
  writeFileSync(settings, sound)
  await until(healthy(proxy))
}

/** The platform itself gone: the proxy says it kindly, to people and to programs. */
async function withoutPlatform(stage: Stage, proxy: Proxy): Promise<void> {
  await stage.platform.stop()
  const page = await ask(proxy, { path: `/v/${stage.scene.code}?${query}`, ...form({ suggestion: words }) })
  assert.equal(page.status, 503)
  assert.match(page.body, /Torniamo subito/)
  const problem = await ask(proxy, { path: `/api/v1/responses?${query}`, ...json({ suggestion: words }) })
  assert.equal((JSON.parse(problem.body) as { status: number }).status, 503)
  for (const { headers } of [page, problem]) assert.ok(headers['retry-after'])
  stage.platform = await startPlatform(stage.data, stage.environment)
}
