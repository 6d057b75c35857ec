// SPDX-License-Identifier: AGPL-3.0-or-later
// The judge of duplicates, for the platform and for a database that is wrong on purpose: one answer sent a thousand times at once,
// to two servers on one database.
import { exchange, type Door } from './open-door.ts'
import { receiptIn, type Way } from './requests.ts'

export interface TogetherFindings {
  readonly receipts: number
  readonly rows: number
  readonly cube: number
}

export async function sendTogether(door: Door, way: Way, times: number): Promise<TogetherFindings> {
  const ports = [door.port, await door.another()]
  const bytes = way.request(door.example.code, 1)
  const replies = await Promise.all(
    Array.from({ length: times }, (_, index) => exchange(ports[index % ports.length]!, bytes)),
  )
  const receipts = new Set(replies.map((reply) => receiptIn(way, reply) || reply))
  return { receipts: receipts.size, ...(await door.counts()) }
}
