// SPDX-License-Identifier: AGPL-3.0-or-later
// Lists by address: whatever somebody typed or kept, the page that comes is a right one.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServe } from '../testing.ts'

test('a page beyond the last is the last, whatever the address says besides', async () => {
  const { db, get } = await testServe()
  const asked = async (url: string) => {
    const { statusCode, headers } = await get(url)
    return [statusCode, headers.location]
  }
  assert.deepEqual(await asked('/enti?tutti=si&da=1000000'), [302, '/enti?tutti=si'], 'an empty list has one page')
  await db`insert into bodies.body (ipa_code, name, sort_name)
           select 'ente' || i, 'Ente ' || i, 'ente ' || i from generate_series(1, 50) as i`
  for (const from of [50, 1_000_000, 9_999_999])
    assert.deepEqual(await asked(`/enti?q=ente&tutti=si&da=${from}`), [302, '/enti?q=ente&tutti=si&da=25'])
  assert.deepEqual(await asked('/servizi?ordine=n&da=25'), [302, '/servizi?ordine=n'])
  for (const from of ['49', '-1', '1.5', 'x', '1e99', '99999999999999999999', '%00', '0&da=1'])
    assert.deepEqual(await asked(`/enti?tutti=si&da=${from}`), [200, undefined], from)
  for (const query of [
    'regione=99',
    'tipo=%00',
    'categoria=x&categoria=y',
    'ordine=',
    'q=%00',
    `q=${'a'.repeat(5000)}`,
  ])
    assert.deepEqual(await asked(`/servizi?${query}`), [200, undefined], query)
})
