// SPDX-License-Identifier: AGPL-3.0-or-later
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startChild } from './child.ts'
import { requestBytes } from './connection.ts'
import { drive } from './drive.ts'

test('the baseline log holds every body it has replied to', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ascolto-load-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'log')
  const child = await startChild<{ port: number }>(new URL('baseline-log-server.ts', import.meta.url), [file])
  t.after(() => child.stop())
  const load = { port: child.hello.port, connections: 8, requests: 200, expect: 201 }
  const driven = await drive({ ...load, request: (index) => requestBytes('POST', '/', `body ${index}`) })
  assert.equal(driven.latencies.length, 200)
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  assert.deepEqual(lines.toSorted(), Array.from({ length: 200 }, (_, index) => `body ${index}`).toSorted())
  assert.ok((await child.cpu()) > 0)
})

test('a reply with another status ends the load: a fast refusal is not speed', async (t) => {
  const server = createServer((_request, response) => void response.writeHead(503, { 'content-length': 0 }).end())
  t.after(() => server.close())
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const load = { port, connections: 2, requests: 10, expect: 200, request: () => requestBytes('GET', '/') }
  await assert.rejects(drive(load), /reply 503/)
})

test('a server that closes the connection in the middle is an error, not a wait without end', async (t) => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-length': 10 })
    response.write('half')
    response.destroy()
  })
  t.after(() => server.close())
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const load = { port, connections: 1, requests: 1, expect: 200, request: () => requestBytes('GET', '/') }
  await assert.rejects(drive(load), /closed|reset/i)
})
