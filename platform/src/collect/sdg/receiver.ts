// SPDX-License-Identifier: AGPL-3.0-or-later
// Speaks to the Commission's service: https, its certificate checked, no redirect followed, never longer than half a minute, and of
// what comes back no more read than is needed. The key stands in the header alone, and in no reply that is kept.
import { readFile } from 'node:fs/promises'
import type { Config } from '../../base/config/index.ts'
import { visibleLine } from '../../base/visible-text.ts'

/**
 * away: nobody answered, or not to the end; redirected, unreadable: who answers is not who we look for; key: ours is missing or not
 * taken; busy: later; broken: it failed; refused: what was sent is not what it takes.
 */
export const problems = ['away', 'redirected', 'unreadable', 'key', 'busy', 'broken', 'refused'] as const
export type Problem = (typeof problems)[number]

export interface Failure {
  readonly problem: Problem
  /** A status, a code, the receiver's words. */
  readonly reason: string
  /** Seconds after which it wants to be asked again. */
  readonly retryAfter?: number
}

export type Reply = { readonly ok: true; readonly text: string } | ({ readonly ok: false } & Failure)

export interface Receiver {
  /** A new unique id for a batch. */
  uniqueId(): Promise<Reply>
  post(payload: object): Promise<Reply>
}

/** Milliseconds for one call, from name to last byte. */
const patience = 30_000
const longestReply = 16_384
const longestReason = 300

/** @param limit milliseconds for one call. */
export function receiverOf({ sdgUrl, sdgKeyFile }: Config, limit = patience): Receiver {
  const call = async (path: string, more: { method: string; body?: string; type?: string }): Promise<Reply> => {
    const key = await readKey(sdgKeyFile!)
    if (key === undefined) return { ok: false, problem: 'key', reason: 'ASCOLTO_SDG_KEY_FILE' }
    const { type, ...request } = more
    const headers = { 'x-api-key': key, accept: 'application/json', ...(type && { 'content-type': type }) }
    try {
      const reply = await fetch(`${sdgUrl}${path}`, {
        ...{ ...request, headers, redirect: 'manual', signal: AbortSignal.timeout(limit) },
      })
      const text = await readStart(reply)
      return judge(reply, text.replaceAll(key, '…'))
    } catch (error) {
      return { ok: false, problem: 'away', reason: codeOf(error) }
    }
  }
  return {
    async uniqueId() {
      const reply = await call('/v1/unique-id', { method: 'GET' })
      if (!reply.ok) return reply
      // A text, or a JSON text.
      const id = /^\s*"?([\w.:-]{1,100})"?\s*$/.exec(reply.text)?.[1]
      return id === undefined ? { ok: false, problem: 'unreadable', reason: 'unique-id' } : { ok: true, text: id }
    },
    post: (payload) =>
      call('/v1/feedback/quality/batch', { method: 'POST', body: JSON.stringify(payload), type: 'application/json' }),
  }
}

async function readKey(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return /^\s*([\x21-\x7e]{1,500})\s*$/.exec(text)?.[1]
}

async function readStart({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body ?? []) {
    parts.push(part as Uint8Array)
    length += (part as Uint8Array).length
    if (length >= longestReply) break
  }
  return Buffer.concat(parts).toString('utf8').slice(0, longestReply)
}

const taken = [200, 201, 202, 204]

function judge({ status, headers }: Response, text: string): Reply {
  if (taken.includes(status)) {
    // A page stands there for somebody else: a portal, a proxy.
    const isPage = headers.get('content-type')?.includes('html') === true
    return isPage ? { ok: false, problem: 'unreadable', reason: `HTTP ${status} HTML` } : { ok: true, text }
  }
  const reason = visibleLine(`HTTP ${status} ${text.replace(/<[^>]*>/g, ' ')}`.replace(/\s+/g, ' ')).slice(
    0,
    longestReason,
  )
  const seconds = secondsIn(headers.get('retry-after'))
  return { ok: false, problem: problemOf(status), reason, ...(seconds !== undefined && { retryAfter: seconds }) }
}

function problemOf(status: number): Problem {
  if (status >= 300 && status < 400) return 'redirected'
  if (status === 401 || status === 403) return 'key'
  if ([408, 425, 429, 503].includes(status)) return 'busy'
  // An address it does not know is nothing a batch could be blamed for.
  return status >= 500 || status === 404 || status === 405 ? 'broken' : 'refused'
}

/** Seconds alone: a date would be by a clock that is not ours. */
function secondsIn(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

function codeOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } }
  return cause?.code ?? name ?? 'unknown'
}
