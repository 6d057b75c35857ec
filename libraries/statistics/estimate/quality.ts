// SPDX-License-Identifier: AGPL-3.0-or-later
// The quality class of an estimate: A official and precise … C usable, then 'indicativo', then nothing to be shown.
// Source: measurement.md; thresholds in method-2026.1.json.
import { method } from '../method/method.ts'

export type Quality = 'A' | 'B' | 'C' | 'indicativo' | 'non pubblicabile'

export interface QualityInput {
  n: number
  nEffective: number
  /** Half the interval, in points of 100. */
  halfWidth: number
  stream: 'invited' | 'spontaneous'
  responseRate?: number | undefined
}

/** @example qualityOf({ n: 150, nEffective: 150, halfWidth: 4, stream: 'spontaneous' }) // 'B' */
export function qualityOf({ n, nEffective, halfWidth, stream, responseRate }: QualityInput): Quality {
  const { A, B, C } = method.classes
  if (n < method.notShownBelow) return 'non pubblicabile'
  if (nEffective < C.nEffective || halfWidth > method.indicativeHalfWidth) return 'indicativo'
  const official = stream === A.stream && responseRate !== undefined && responseRate >= A.responseRate
  if (official && nEffective >= A.nEffective) return 'A'
  return nEffective >= B.nEffective ? 'B' : 'C'
}
