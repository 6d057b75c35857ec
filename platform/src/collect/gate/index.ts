// SPDX-License-Identifier: AGPL-3.0-or-later
// The gate in front of the door: looks at how an answer came, never at what it says, and declares a reason to keep it apart or
// none. It refuses nothing and tells nobody. No single sign but the strongest is enough; what it knows of callers is in memory
// alone, by network and under a key of the day (networks.ts). Order of calls: page() when a form is made, judge() before intake.
import { createSecretKey } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Context } from '../../base/context.ts'
import { secret } from '../../base/database/index.ts'
import { networkOf } from '../../base/http/index.ts'
import type { HeldReason } from '../intake/index.ts'
import limits from './limits.json' with { type: 'json' }
import { Load } from './load.ts'
import { Mint } from './mint.ts'
import { Networks } from './networks.ts'
import { isProof } from './proof.ts'

export { proofBits } from './proof.ts'

/** What a form of ours brings beside its answers. */
export interface Brought {
  readonly key: string
  readonly mint: string | undefined
  readonly proof: string | undefined
  /** What stands in the field nobody sees. */
  readonly trap: string
}

export interface Gate {
  /** For a form that is made now. `proof`: whether its browser is asked for work. */
  page(touchpointId: number): { readonly mint: string; readonly proof: boolean }
  /**
   * Once for each answer that is new.
   * @param brought absent for what is no form of ours.
   * @returns why the answer is kept apart; undefined when it counts.
   */
  judge(request: FastifyRequest, touchpointId: number, brought?: Brought): HeldReason | undefined
}

export async function createGate(context: Context, queue: () => { waiting: number; limit: number }): Promise<Gate> {
  const { config, now, metrics } = context
  const mint = new Mint(createSecretKey(await secret(context.db, 'gate')))
  const networks = new Networks()
  const load = new Load(queue)
  const held = metrics.counter('ascolto_gate_held_total', 'Answers the gate kept apart, by declared reason.', [
    'reason',
  ])
  const saysNothing = warnOnce(context)

  function signsOf(request: FastifyRequest, touchpointId: number, brought: Brought | undefined): Sign[] {
    const at = now()
    load.note(touchpointId, at)
    const network = networkOf(config, request)
    if (network === undefined) saysNothing()
    const age = brought && mint.age(brought.mint, at)
    const proven = age !== undefined && age !== 'unknown' && isProof(brought!.mint!, brought!.key, brought!.proof)
    const tight = load.isHigh(touchpointId, at) && !proven
    const spent = network === undefined ? nothingSpent : networks.take(network, touchpointId, at, tight)
    return [
      ...(brought && brought.trap !== '' ? [signs.honeypot] : []),
      ...(spent.rate ? [signs.rate] : []),
      ...(spent.load ? [signs.load] : []),
      ...(age === 'unread' ? [signs.haste] : []),
      ...(age === 'unknown' ? [signs.noMint] : []),
      ...(spent.half && !spent.rate ? [signs.halfSpent] : []),
    ]
  }

  return {
    page(touchpointId) {
      const at = now()
      return { mint: mint.make(at), proof: load.isHigh(touchpointId, at) }
    },
    judge(request, touchpointId, brought) {
      const reason = weigh(signsOf(request, touchpointId, brought))
      if (reason !== undefined) held.inc({ reason })
      return reason
    },
  }
}

interface Sign {
  readonly reason: HeldReason
  readonly points: number
}

const { points } = limits
const signs = {
  honeypot: { reason: 'honeypot', points: points.honeypot },
  rate: { reason: 'rate', points: points.rate },
  load: { reason: 'load', points: points.load },
  haste: { reason: 'haste', points: points.haste },
  noMint: { reason: 'haste', points: points.noMint },
  halfSpent: { reason: 'rate', points: points.halfSpent },
} as const satisfies Record<string, Sign>

const nothingSpent = { rate: false, half: false, load: false }

/** @returns the reason that weighs most, when all together weigh enough. */
export function weigh(found: readonly Sign[]): HeldReason | undefined {
  const sum = found.reduce((all, sign) => all + sign.points, 0)
  if (sum < limits.heldFrom) return undefined
  return found.toSorted((a, b) => b.points - a.points)[0]!.reason
}

/** A proxy that says nothing of its callers, or one nobody configured, opens the gate: whoever operates must learn of it. */
function warnOnce({ config, log }: Context): () => void {
  let said = config.trustedProxy === 'no'
  return () => {
    if (said) return
    said = true
    log.warn({ event: 'collect.gate.no-network', header: config.proxyHeader })
  }
}
