// SPDX-License-Identifier: AGPL-3.0-or-later
// The judge of broken connections, for the platform and for doors that are wrong on purpose: every request is broken off after
// each of its bytes, every reply after each of its own, and each is then sent again, later and on another day, under its key.
import { exchange, forAll, type Door } from './open-door.ts'
import { receiptIn, type Way } from './requests.ts'

export interface CutFindings {
  readonly keys: number
  /** Requests that were stored although their end never came. */
  readonly halfTaken: number
  /** Keys whose receipt was not the same each time it was heard, in whole or in part. */
  readonly changed: number
  readonly rows: number
  readonly cube: number
}

const receiptLength = 62
const minutes = 60_000
const day = 24 * 60 * minutes

/** @param port where the door is, or one in front of it. @param settled resolves when what was broken off has had its effect. */
export async function cutEverywhere(
  door: Door,
  way: Way,
  { port = door.port, settled = () => door.alone(), step = 1 } = {},
): Promise<CutFindings> {
  const { clock, example } = door
  const request = (number: number): Buffer => way.request(example.code, number)
  const size = request(0).length
  const replySize = (await exchange(port, request(0))).length
  const whole = (await door.counts()).rows

  const sendings = range(1, size, step)
  await forAll(sendings, (number) => exchange(port, request(number).subarray(0, number - 1), 0))
  await settled()
  const halfTaken = (await door.counts()).rows - whole

  const hearings = range(size, size + replySize, step)
  const heard = await forAll(hearings, (number) => exchange(port, request(number), number - size + 1))
  const keys = [0, ...sendings, ...hearings]
  const again = (): Promise<string[]> =>
    forAll(keys, async (number) => receiptIn(way, await exchange(port, request(number))))
  clock.now = new Date(clock.now.getTime() + 3 * minutes)
  const first = await again()
  clock.now = new Date(clock.now.getTime() + day)
  const second = await again()
  clock.now = new Date(clock.now.getTime() - day)

  const parts = [...Array<string>(keys.length - hearings.length).fill(''), ...heard.map((text) => receiptIn(way, text))]
  const changed = keys.filter((_, index) => {
    const receipt = first[index]!
    return receipt.length !== receiptLength || receipt !== second[index] || !receipt.startsWith(parts[index]!)
  }).length
  return { keys: keys.length, halfTaken, changed, ...(await door.counts()) }
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step)
}
