// SPDX-License-Identifier: AGPL-3.0-or-later
// Every command of docs/how-to/send-answers-by-api.md, run by a shell against a server that listens.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { createKey, findBody } from '../../bodies/index.ts'
import { logIn } from '../../bodies/testing.ts'
import { codes, testCollect } from '../testing.ts'

const run = promisify(execFile)
const page = readFileSync(new URL('../../../../docs/how-to/send-answers-by-api.md', import.meta.url), 'utf8')
const [setting, ...commands] = Array.from(page.matchAll(/^```sh\n(.*?)^```$/gms), (match) => match[1]!)
const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
)

test('every command of the page does what the page says', { skip: !hasCurl && 'no curl on this machine' }, async () => {
  const collect = await testCollect()
  // The page says today.
  collect.clock.now = new Date()
  const body = (await findBody(collect.context, 'inps'))!
  const person = await logIn(collect.context, { role: 'administrator', bodyId: body.id })
  const given = { name: 'Prova', scopes: ['responses.write', 'totals.write'] }
  const made = await createKey(collect.context, { body, actor: person.account, given, random: randomBytes(32) })
  assert.ok(made.kind === 'made')
  await collect.app.listen({ port: 0, host: '127.0.0.1' })
  const server = `http://127.0.0.1:${(collect.app.server.address() as AddressInfo).port}`
  assert.equal(setting?.match(/^\w+=/gm)?.join(' '), 'SERVER= KEY= CODE=')
  const env = { ...process.env, SERVER: server, KEY: made.text, CODE: codes.procedure, TZ: 'Europe/Rome' }
  const replies: { receipt?: string; results?: { status: number }[] }[] = []
  for (const command of commands) replies.push(JSON.parse((await run('sh', ['-c', command], { env })).stdout) as never)
  assert.equal(replies.length, 3)
  assert.equal(typeof replies[0]?.receipt, 'string')
  assert.deepEqual(
    replies.slice(1).map(({ results }) => results?.map(({ status }) => status)),
    [
      [201, 201],
      [201, 201, 201],
    ],
  )
  assert.equal((await collect.db`select from collect.answer`).length, 3)
})
