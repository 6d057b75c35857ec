// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: a real mail server in this process, which keeps what it takes and refuses what it is told to.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface Taken {
  readonly from: string
  readonly to: readonly string[]
  /** As it came: headers, empty line, text. */
  readonly raw: string
}

export interface TestMailServer {
  readonly url: string
  readonly taken: Taken[]
  /** @returns the SMTP code a recipient is refused with; undefined takes the mail. */
  refuse?: (recipient: string) => number | undefined
  /** Runs when a mail is there, before it is acknowledged. */
  beforeReply?: () => Promise<void>
  close(): Promise<void>
}

const open: TestMailServer[] = []
after(() => Promise.all(open.map((server) => server.close())))

export async function testMailServer(): Promise<TestMailServer> {
  const taken: Taken[] = []
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false },
    onRcptTo: ({ address }, _session, done) => {
      const code = running.refuse?.(address)
      done(code === undefined ? null : Object.assign(new Error('refused'), { responseCode: code }))
    },
    onData: (stream, { envelope: { mailFrom, rcptTo } }, done) => {
      text(stream)
        .then(async (raw) => {
          const from = mailFrom === false ? '' : mailFrom.address
          taken.push({ from, to: rcptTo.map(({ address }) => address), raw })
          await running.beforeReply?.()
          done()
        })
        .catch(done)
    },
  })
  // A client that is gone is the test's affair, not an accident.
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const running: TestMailServer = {
    ...{ url: `smtp://127.0.0.1:${port}`, taken },
    close: () => new Promise((done) => server.close(() => done())),
  }
  open.push(running)
  return running
}
