// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests only: one touchpoint with its site, and a page of that site that sends.
import { compose } from '@ascolto/questionnaire'
import { codes, testCollect } from '../testing.ts'
import type { Configuration } from './schema.ts'

/** The site the touchpoints of the tests declare. */
export const site = 'https://www.inps.it'

export async function createServerOf(
  name: 'page' | 'procedure',
  change: { origins?: string[]; stream?: 'invited'; publicUrl?: string } = {},
) {
  const { publicUrl = null } = change
  const collect = await testCollect({ publicUrl })
  const code = codes[name]
  const { origins = [site], stream = 'spontaneous' } = change
  const [touchpoint] = await collect.db<{ id: number }[]>`
    update bodies.touchpoint set origins = ${origins}, stream = ${stream} where code = ${code} returning id`
  const address = `/v/${code}`
  const version = name === 'page' ? compose('pagina') : compose('procedura', { who: true })
  return {
    collect,
    address,
    touchpointId: touchpoint!.id,
    configuration: async (language: string): Promise<Configuration> =>
      (await collect.get(`${address}/widget.json?lingua=${language}`)).json(),
    /** What a page sends first, with changes. */
    sent: (change: Record<string, unknown> = {}) => ({
      key: '0123456789abcdef0123456789abcdef',
      version: version.hash,
      language: 'it',
      answers: { [version.document.items[0]!.id]: 4 },
      ...change,
    }),
    /** As a browser sends it without asking beforehand. */
    send: (to: 'risposte' | 'conta', body: unknown, headers: Record<string, string> = { origin: site }) =>
      collect.app.inject({
        method: 'POST',
        url: `${address}/${to}`,
        payload: JSON.stringify(body),
        headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers },
      }),
    stored: async () => [
      ...(
        await collect.db<{ codes: number[]; suggestion: string | null; language: string; stream: string }[]>`
          select codes, suggestion, language, stream from collect.answer`
      ).map((row) => ({ ...row })),
    ],
  }
}
