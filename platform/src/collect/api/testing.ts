// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests only: sends to the API what a program could send, holds every reply to the description of the API, and every
// refusal to plain Italian.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { codes, testCollect } from '../testing.ts'

const url = '/api/v1/responses'
const description = JSON.parse(
  readFileSync(new URL('../../../../docs/reference/openapi.json', import.meta.url), 'utf8'),
) as { paths: Record<string, { post: { responses: Record<string, { content: object }> } }> }
const described = description.paths[url]!.post.responses

/** One server for the whole file: codes, keys and days keep its tests apart. */
export const collect = await testCollect({ queueLimit: 1500 })

export interface Given {
  receipt: string
  day: string
  correction: string
}
export type Item = Partial<Given> & { key: string; status: number; code?: string; title?: string; problems?: Problem[] }
export interface Problem {
  item: string
  code: string
  message: string
}

let keys = 0
/** A response with a key of its own. */
export function response(answers: unknown = { ease: 4 }, more: object = {}) {
  return { touchpoint: codes.procedure as string, key: `chiave-${++keys}`, answers, ...more }
}

export async function send(body: unknown, type = 'application/json') {
  const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
  const reply = await collect.app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } })
  const media = String(reply.headers['content-type']).split(';')[0]!
  assert.ok(Object.hasOwn(described[reply.statusCode]!.content, media), `${reply.statusCode} ${media} is not described`)
  return { status: reply.statusCode, headers: reply.headers, body: reply.json<never>() }
}

export async function taken(body: unknown): Promise<Given> {
  const reply = await send(body)
  assert.ok(reply.status === 201 || reply.status === 200, JSON.stringify(reply.body))
  return reply.body
}

/** Sends what must be refused. @returns `status code` and the messages, which are whole Italian sentences. */
export async function refused(body: unknown, type?: string): Promise<string> {
  const { status, body: said } = await send(body, type)
  const {
    code,
    title,
    detail,
    problems = [],
  } = said as { code: string; title: string; detail?: string; problems?: Problem[] }
  const words = problems.length > 0 ? problems.map(({ message }) => message) : [detail ?? title]
  for (const text of words) assertItalian(text)
  assertItalian(title)
  return [`${status} ${code}`, ...problems.map((problem) => `${problem.item} ${problem.code}`), ...words].join(' | ')
}

/** Words that a validator would say, and nothing that looks like them in Italian. */
export function assertItalian(text: string): void {
  assert.match(text, /^[«A-ZÈ].{10,}[.!]$/su)
  assert.doesNotMatch(text, /\b(?:must|should|not have|equal|properties|invalid|expected|undefined|schema|error)\b/i)
}

export async function answersOf(receipt: string): Promise<{ codes: number[]; suggestion: string | null; day: string }> {
  const id = Buffer.from(receipt, 'base64url').toString('hex', 0, 16)
  const [row] = await collect.db<{ codes: number[]; suggestion: string | null; day: string }[]>`
    select codes, suggestion, day from collect.answer where id = ${id}`
  return { ...row! }
}

export async function count(): Promise<number> {
  return (await collect.db`select from collect.answer`).length
}
