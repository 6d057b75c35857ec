// SPDX-License-Identifier: AGPL-3.0-or-later
// The least a page can cost, as a yardstick: a bare server that sends one constant text. Says its port by IPC.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerParent } from './child.ts'

const page = `<!doctype html><title>Pagina</title>${'<p>testo</p>'.repeat(800)}`
const headers = { 'content-type': 'text/html; charset=utf-8', 'content-length': Buffer.byteLength(page) }

const server = createServer((_request, response) => void response.writeHead(200, headers).end(page))
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  answerParent({ port: (server.address() as AddressInfo).port })
})
