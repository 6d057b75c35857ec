// SPDX-License-Identifier: AGPL-3.0-or-later
// Every way in which an answer comes, byte for byte, and where its reply says the receipt. Keys of one way are equally long, so
// that every request has the same length.

export interface Way {
  readonly name: string
  request(code: string, number: number): Buffer
  /** What stands before the receipt in the reply. */
  readonly before: string
}

const numbered = (number: number): string => String(number).padStart(12, '0')

function post(path: string, type: string, ...rest: string[]): Buffer {
  const lines = [`POST ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', `Content-Type: ${type}`]
  return Buffer.from([...lines, ...rest].join('\r\n'))
}

const json = (code: string, key: string): string =>
  JSON.stringify({ touchpoint: code, key, answers: { ease: 4, suggestion: 'Poche parole.' } })

export const ways: readonly Way[] = [
  {
    name: 'a form',
    request(code, number) {
      // What follows the answer: whoever took a cut body would have a whole answer all the same.
      const body = `key=aaaaaaaa-aaaa-4aaa-8aaa-${numbered(number)}&ease=4&mint=abcdefghijkl`
      const type = 'application/x-www-form-urlencoded'
      return post(`/v/${code}/it`, type, `Content-Length: ${body.length}`, 'Accept: text/html', '', body)
    },
    before: '/r/',
  },
  {
    name: 'the API',
    request(code, number) {
      const body = json(code, `cut-${numbered(number)}`)
      return post('/api/v1/responses', 'application/json', `Content-Length: ${body.length}`, '', body)
    },
    before: '"receipt":"',
  },
  {
    name: 'the API, in chunks',
    request(code, number) {
      const body = json(code, `chunk-${numbered(number)}`)
      const chunks = [body.slice(0, 40), body.slice(40), ''].map(
        (part) => `${part.length.toString(16)}\r\n${part}${part && '\r\n'}`,
      )
      return post('/api/v1/responses', 'application/json', 'Transfer-Encoding: chunked', '', `${chunks.join('')}\r\n`)
    },
    before: '"receipt":"',
  },
]

/** As much of the receipt as was heard. */
export function receiptIn({ before }: Way, reply: string): string {
  const at = reply.indexOf(before)
  return at < 0 ? '' : /^[\w-]*/.exec(reply.slice(at + before.length))![0]
}
