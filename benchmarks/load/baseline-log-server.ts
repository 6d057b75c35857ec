// SPDX-License-Identifier: AGPL-3.0-or-later
// The least that can be called durable over HTTP, as a yardstick: a bare server that appends each body to a log file and
// replies after the fsync of its group. No validation, no database. Run as a process of its own; says its port by IPC.
import { open } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerParent } from './child.ts'

interface Waiting {
  readonly bytes: Buffer
  done(): void
}

const log = await open(process.argv[2]!, 'a')
let waiting: Waiting[] = []
let writing = false

/** While one group is on its way to the disk the next one gathers. */
async function flush(): Promise<void> {
  if (writing) return
  writing = true
  while (waiting.length > 0) {
    const group = waiting
    waiting = []
    await log.write(Buffer.concat(group.map(({ bytes }) => bytes)))
    await log.datasync()
    for (const { done } of group) done()
  }
  writing = false
}

const reply = '{"status":"stored"}'
const headers = { 'content-type': 'application/json', 'content-length': reply.length }

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    parts.push(Buffer.from('\n'))
    const done = (): void => void response.writeHead(201, headers).end(reply)
    waiting.push({ bytes: Buffer.concat(parts), done })
    void flush()
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  answerParent({ port: (server.address() as AddressInfo).port })
})
