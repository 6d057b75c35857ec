// SPDX-License-Identifier: BSD-3-Clause
// Sends answers and totals to Ascolto. Plain JavaScript without dependencies, so that it runs as it is wherever there is fetch;
// its types are in index.d.ts. Whatever is sent twice counts once, so everything that failed for want of room is sent again.

const mostItems = 1000
const longestWait = 60

/** What the server refused, in its own words (RFC 9457). */
export class AscoltoError extends Error {
  constructor(status, { code = 'unknown', title = '', detail, problems = [] } = {}) {
    super([`${status} ${code}`, title, detail].filter(Boolean).join(': '))
    this.name = 'AscoltoError'
    Object.assign(this, { status, code, problems })
  }
}

export function createClient({ server, key, tries = 5, fetch = globalThis.fetch, wait = sleep }) {
  const base = server.replace(/\/+$/, '')
  // Made once: a key that no header can carry is told here, and not after all tries.
  const headers = new globalThis.Headers({
    'content-type': 'application/json',
    ...(key && { authorization: `Bearer ${key}` }),
  })

  async function call(path, body) {
    for (let attempt = 1; ; attempt++) {
      const reply = await post(path, body).catch((cause) => cause)
      if (reply instanceof Error) {
        if (attempt >= tries) throw reply
        await wait(1000 * backoff(attempt))
        continue
      }
      if (reply.ok) return reply.json()
      if ((reply.status !== 503 && reply.status !== 429) || attempt >= tries) throw await errorOf(reply)
      await reply.body?.cancel()
      await wait(1000 * secondsOf(reply.headers.get('retry-after'), attempt))
    }
  }

  function post(path, body) {
    return fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body) })
  }

  /** Splits, and sends again those the server had no room for. */
  async function all(path, name, items) {
    const results = []
    for (let at = 0; at < items.length; at += mostItems)
      results.push(...(await batch(path, name, items.slice(at, at + mostItems))))
    return results
  }

  async function batch(path, name, items) {
    const results = Array(items.length)
    let waiting = items.map((_, place) => place)
    for (let attempt = 1; waiting.length > 0; attempt++) {
      const reply = await call(path, { [name]: waiting.map((place) => items[place]) })
      waiting.forEach((place, index) => (results[place] = reply.results[index]))
      waiting = waiting.filter((place) => results[place].status === 503)
      if (attempt >= tries) break
      if (waiting.length > 0)
        await wait(
          1000 * secondsOf(String(Math.max(...waiting.map((place) => results[place].retryAfter ?? 1))), attempt),
        )
    }
    return results
  }

  return {
    sendResponses: (responses) => all('/api/v1/responses', 'responses', responses.map(named)),
    sendTotals: (totals) => all('/api/v1/totals', 'totals', totals),
  }
}

/** A response that has no name gets one before the first try, so that every further try is the same response. */
function named(response) {
  return { key: globalThis.crypto.randomUUID(), ...response }
}

function secondsOf(header, attempt) {
  const seconds = /^\d+$/.test(header ?? '') ? Number(header) : (Date.parse(header ?? '') - Date.now()) / 1000
  return Math.min(longestWait, Number.isFinite(seconds) ? Math.max(0, seconds) : backoff(attempt))
}

const backoff = (attempt) => Math.min(longestWait, 2 ** (attempt - 1))

async function errorOf(reply) {
  const problem = await reply.json().catch(() => ({}))
  return new AscoltoError(reply.status, problem)
}

function sleep(milliseconds) {
  return new Promise((done) => globalThis.setTimeout(done, milliseconds))
}
