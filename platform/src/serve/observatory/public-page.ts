// SPDX-License-Identifier: AGPL-3.0-or-later
// Every page of the observatory is public, answered in a few bytes to whoever holds it already, and says when data are an
// example: a page that shows none speaks for the whole site.
import type { FastifyReply } from 'fastify'
import type { Context } from '../../base/context.ts'
import type { Html } from '../../base/html/index.ts'
import { tag } from '../../base/http/index.ts'
import { isDemonstration } from '../../publish/index.ts'
import { layout, type Frame } from '../layout/index.ts'

export const publicPage = { config: { permission: 'public' }, onSend: tag } as const

export async function sendPublic(
  context: Context,
  reply: FastifyReply,
  frame: Frame,
  content: Html,
): Promise<FastifyReply> {
  const demo = frame.demo ?? (await isDemonstration(context))
  return reply.page(layout({ ...frame, demo }, content), { assets: true })
}

/** Of a list: whether it shows examples; an empty one shows nothing that could tell. */
export function demoOf(items: readonly { readonly demo: boolean }[]): boolean | undefined {
  return items.length === 0 ? undefined : items.some(({ demo }) => demo)
}
