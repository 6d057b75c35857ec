// SPDX-License-Identifier: AGPL-3.0-or-later
// Work a browser has done for one answer: a number after which SHA-256 of page, key and number begins with so many zero bits. To
// find it takes thousands of tries, to check it one; it is good for that answer alone and says nothing about who found it.
import { hash } from 'node:crypto'
import limits from './limits.json' with { type: 'json' }

export const proofBits = limits.proofBits

/** @param mint of the page, already found genuine. */
export function isProof(mint: string, key: string, proof: string | undefined): boolean {
  if (proof === undefined || !/^\d{1,9}$/.test(proof)) return false
  const digest = hash('sha256', `${mint}:${key}:${proof}`, 'buffer')
  return digest.readUInt32BE(0) >>> (32 - proofBits) === 0
}
