// SPDX-License-Identifier: AGPL-3.0-or-later
// Sending the file of the registry, as a browser does: what is none by its name does not become a task.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logIn } from '../../../../bodies/testing.ts'
import { origin, testWorkspace } from '../../login/testing.ts'

const url = '/area/programma/registro'

test('a file whose name is that of another kind of file is refused in words', async () => {
  const { app, context } = await testWorkspace()
  const person = await logIn(context, { role: 'programme-manager' })
  const send = (name: string) => {
    const lines = [
      ...['--x', 'content-disposition: form-data; name="_csrf"', '', person.formToken],
      ...['--x', `content-disposition: form-data; name="file"; filename="${name}"`, '', 'cod_amm\tdes_amm'],
      ...['--x--', ''],
    ]
    const headers = { ...person.headers, host: new URL(origin).host, 'content-type': 'multipart/form-data; boundary=x' }
    return app.inject({ method: 'POST', url, headers, payload: lines.join('\r\n') })
  }
  for (const name of ['enti.xlsx', 'enti.html', 'enti', 'enti.csv.exe', 'csv']) {
    const reply = await send(name)
    assert.equal(reply.statusCode, 400, name)
    assert.match(reply.body, /\.csv, \.tsv, \.txt o \.gz/, name)
  }
  assert.equal((await context.db`select from base.task`).length, 0)
  for (const name of ['amministrazioni.txt', 'ENTI.CSV', 'enti.tsv.gz']) {
    assert.equal((await send(name)).statusCode, 303, name)
  }
})
